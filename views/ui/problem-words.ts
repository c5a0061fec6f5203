import { catalogue, type Language } from '#src/platform/language/language.ts'
import type { Problem, Problems, ProblemsOf } from '#src/platform/web/problems.ts'
import { accountProblems } from '../accounts/problem-words.ts'
import { bulkProblems } from '../bulk/problem-words.ts'
import { contactProblems } from '../contacts/problem-words.ts'
import { documentProblems } from '../documents/problem-words.ts'
import { fieldProblems } from '../fields/problem-words.ts'
import { groupProblems } from '../groups/problem-words.ts'
import { jobProblems } from '../jobs/problem-words.ts'
import { noteProblems } from '../notes/problem-words.ts'
import { pipelineProblems } from '../pipelines/problem-words.ts'
import { secondFactorProblems } from '../second-factor/problem-words.ts'
import { staffProblems } from '../staff/problem-words.ts'
import { timeProblems } from '../time/problem-words.ts'
import type { Viewer } from '../viewer.ts'

const en: Record<ProblemsOf['any'], string> = {
  required: 'Fill in this field.',
  'too long': 'This is too long.',
  'unreadable characters': 'This has characters that cannot be read. Type it again.',
  'not an e-mail address': 'This is not an e-mail address, like name@example.com.',
  'not a number': 'This is not a number.',
  'not a date': 'This is not a date, like 31/12/2026.',
  'date without a year': 'Write the year too, like 31/12/2026.',
  'year out of range': 'The year must be from 1900 to 2200.',
  'not a choice': 'Choose a value from the list.',
  taken: 'This is already in use.',
  wrong: 'This is not correct. Type it again.',
  'not the name': 'This is not the name. Type it exactly.',
  'too many': 'Too many. Remove some.',
  'file missing': 'Choose a file.',
  'file empty': 'The file is empty.',
  'file too large': 'The file is too large.',
  'disk full': 'The server has no room for the file. Tell whoever looks after Ficha.',
  'not a picture': 'This picture can’t be used. Choose a JPEG, PNG, WebP, GIF or AVIF file.',
  'picture is HEIC': 'HEIC pictures can’t be used here. Save it as JPEG and choose that file.',
  'picture is damaged': 'The picture is damaged or incomplete. Choose another one.',
  'too many pixels': 'The picture is too large. Make it smaller and choose it again.',
  'too many decimals': 'Too many decimals for this currency.',
  'not an amount': 'This is not an amount of money, like 45 or 45.50.',
  'which amount': 'This can be read in two ways. Write it without a thousands separator, like 1234 or 1234.50.',
}

const pt: Record<ProblemsOf['any'], string> = {
  required: 'Preencha este campo.',
  'too long': 'O texto é demasiado longo.',
  'unreadable characters': 'Tem caracteres que não se conseguem ler. Escreva de novo.',
  'not an e-mail address': 'Não é um endereço de e-mail, como nome@exemplo.pt.',
  'not a number': 'Não é um número.',
  'not a date': 'Não é uma data, como 31/12/2026.',
  'date without a year': 'Escreva também o ano, como 31/12/2026.',
  'year out of range': 'O ano tem de estar entre 1900 e 2200.',
  'not a choice': 'Escolha um valor da lista.',
  taken: 'Já está em uso.',
  wrong: 'Não está correto. Escreva de novo.',
  'not the name': 'Não é o nome. Escreva-o exatamente.',
  'too many': 'São demasiados. Remova alguns.',
  'file missing': 'Escolha um ficheiro.',
  'file empty': 'O ficheiro está vazio.',
  'file too large': 'O ficheiro é demasiado grande.',
  'disk full': 'Não há espaço no servidor para o ficheiro. Avise quem gere o Ficha.',
  'not a picture': 'Não é possível usar esta imagem. Escolha um ficheiro JPEG, PNG, WebP, GIF ou AVIF.',
  'picture is HEIC': 'Não é possível usar imagens HEIC. Guarde-a como JPEG e escolha esse ficheiro.',
  'picture is damaged': 'A imagem está danificada ou incompleta. Escolha outra.',
  'too many pixels': 'A imagem é demasiado grande. Reduza-a e escolha-a de novo.',
  'too many decimals': 'Demasiadas casas decimais para esta moeda.',
  'not an amount': 'Não é um valor em dinheiro, como 45 ou 45,50.',
  'which amount': 'Pode ler-se de duas maneiras. Escreva sem separador de milhares, como 1234 ou 1234,50.',
}

const anyProblems = catalogue({ en, pt })

/** Those of any form and of each noun's own: one whose words are missing does not compile. */
const wordsIn = (language: Language) =>
  ({
    ...anyProblems[language],
    ...staffProblems[language],
    ...secondFactorProblems[language],
    ...accountProblems[language],
    ...contactProblems[language],
    ...groupProblems[language],
    ...fieldProblems[language],
    ...documentProblems[language],
    ...pipelineProblems[language],
    ...jobProblems[language],
    ...noteProblems[language],
    ...timeProblems[language],
    ...bulkProblems[language],
  }) satisfies Record<Problem, string>

export const problemWords = { en: wordsIn('en'), pt: wordsIn('pt') }

/** What to say next to a field; undefined where nothing is wrong with it. */
export function problemText(viewer: Viewer, problems: Problems, field: string): string | undefined {
  const problem = problems[field]
  return problem && problemWords[viewer.language][problem]
}
