import { catalogue } from '#src/platform/language/language.ts'
import type { Problem, Problems } from '#src/platform/web/problems.ts'
import type { Viewer } from '../viewer.ts'

const en: Record<Problem, string> = {
  required: 'Fill this in.',
  'too long': 'This is too long.',
  'too short': 'This is too short: use at least 12 characters.',
  'unreadable characters': 'This has characters that cannot be read. Type it again.',
  'not an e-mail address': 'This is not an e-mail address, like name@example.com.',
  'not a number': 'This is not a number.',
  'not a date': 'This is not a date, like 2026-12-31.',
  'not a choice': 'Choose one of the list.',
  taken: 'This is taken already.',
  'only one': 'Choose one or name a new one, not both.',
  'login of another': 'This is another contact’s login to the portal. Two people cannot share one.',
  wrong: 'This is not right.',
  'passwords differ': 'The two passwords are not the same.',
  'name a contact': 'Name at least one contact: a first name, a last name, a company or an e-mail address.',
  'not the name': 'This is not the name. Type it exactly.',
  'not yourself': 'You cannot do this to yourself.',
  'too many': 'These are too many.',
  'not a colour': 'Choose a colour of the list.',
  'no such person': 'There is no such person.',
  'has access already': 'This person has access already.',
  'file missing': 'Choose a file.',
  'file empty': 'The file is empty.',
  'file too large': 'The file is too large.',
  'file is a spreadsheet': 'This is a spreadsheet file. Save it as CSV and choose that.',
  'file is not text': 'This is not a text file. Choose a CSV or vCard file.',
  'not a picture': 'This is not a picture that can be used. Choose a JPEG, PNG, WebP, GIF or AVIF file.',
  'picture is HEIC': 'HEIC pictures cannot be read here. Save it as JPEG and choose that.',
  'picture is damaged': 'The picture is damaged or incomplete. Choose another one.',
  'too many pixels': 'The picture has too many pixels. Make it smaller and choose it again.',
  'no rows': 'The file has headings but no rows.',
  'too many columns': 'The file has too many columns.',
  'map a name': 'Say which column holds a name or an e-mail address.',
  'mapped twice': 'Two columns go to the same field.',
  'nothing to do': 'Choose at least one thing to do.',
  'added and removed': 'The same one cannot be added and removed.',
  'login goes off': 'Nobody can be invited whose LOGIN is switched off.',
}

const pt: Record<Problem, string> = {
  required: 'Preencha este campo.',
  'too long': 'O texto é demasiado longo.',
  'too short': 'É demasiado curto: use pelo menos 12 caracteres.',
  'unreadable characters': 'Tem caracteres que não se conseguem ler. Escreva de novo.',
  'not an e-mail address': 'Não é um endereço de e-mail, como nome@exemplo.pt.',
  'not a number': 'Não é um número.',
  'not a date': 'Não é uma data, como 2026-12-31.',
  'not a choice': 'Escolha um valor da lista.',
  taken: 'Já está a ser usado.',
  'only one': 'Escolha um ou dê nome a um novo, não ambos.',
  'login of another': 'É a credencial do portal de outro contacto. Duas pessoas não podem partilhar uma.',
  wrong: 'Não está certo.',
  'passwords differ': 'As duas palavras-passe não são iguais.',
  'name a contact': 'Indique pelo menos um contacto: nome próprio, apelido, empresa ou endereço de e-mail.',
  'not the name': 'Não é o nome. Escreva-o exatamente.',
  'not yourself': 'Não o pode fazer a si próprio.',
  'too many': 'São demasiados.',
  'not a colour': 'Escolha uma cor da lista.',
  'no such person': 'Essa pessoa não existe.',
  'has access already': 'Esta pessoa já tem acesso.',
  'file missing': 'Escolha um ficheiro.',
  'file empty': 'O ficheiro está vazio.',
  'file too large': 'O ficheiro é demasiado grande.',
  'file is a spreadsheet': 'É um ficheiro de folha de cálculo. Guarde-o como CSV e escolha esse.',
  'file is not text': 'Não é um ficheiro de texto. Escolha um ficheiro CSV ou vCard.',
  'not a picture': 'Não é uma imagem que se possa usar. Escolha um ficheiro JPEG, PNG, WebP, GIF ou AVIF.',
  'picture is HEIC': 'Aqui não se conseguem ler imagens HEIC. Guarde-a como JPEG e escolha essa.',
  'picture is damaged': 'A imagem está danificada ou incompleta. Escolha outra.',
  'too many pixels': 'A imagem tem demasiados píxeis. Reduza-a e escolha-a de novo.',
  'no rows': 'O ficheiro tem cabeçalhos mas não tem linhas.',
  'too many columns': 'O ficheiro tem demasiadas colunas.',
  'map a name': 'Diga que coluna tem um nome ou um endereço de e-mail.',
  'mapped twice': 'Duas colunas vão para o mesmo campo.',
  'nothing to do': 'Escolha pelo menos uma coisa a fazer.',
  'added and removed': 'Não se pode acrescentar e retirar o mesmo.',
  'login goes off': 'Não se pode convidar quem fica sem acesso ao portal.',
}

export const problemWords = catalogue({ en, pt })

/** What to say next to a field; undefined where nothing is wrong with it. */
export function problemText(viewer: Viewer, problems: Problems, field: string): string | undefined {
  const problem = problems[field]
  return problem && problemWords[viewer.language][problem]
}
