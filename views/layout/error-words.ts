import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    home: 'Back to the start',
    id: (id: string) => `Number of this error, for whoever looks after Ficha: ${id}`,
    'not found': { title: 'Not found', text: 'There is nothing here, or nothing that you may see.' },
    'not allowed': { title: 'Not allowed', text: 'You don’t have the right to do this. Nothing was changed.' },
    'signed out': { title: 'Signed out', text: 'Sign in to go on.' },
    'foreign form': {
      title: 'Refused',
      text: 'This came from another address than Ficha’s own, so nothing was changed. If the address in your browser is right, PUBLIC_URL must be set to it.',
    },
    'stale form': {
      title: 'This form is too old',
      text: 'It was opened before you signed in or out, in this window or in another. Nothing was changed: go back, load the page again and send it once more.',
    },
    'changed meanwhile': {
      title: 'Changed meanwhile',
      text: 'Somebody has changed this since you opened it. Nothing was overwritten: load the page again and look.',
    },
    'too large': { title: 'Too large', text: 'That is more than can be sent at once.' },
    'too slow': {
      title: 'It took too long',
      text: 'The connection stopped half-way. Nothing was saved: send it again.',
    },
    'not understood': { title: 'Not understood', text: 'The browser sent something that Ficha does not read.' },
    'too many': { title: 'Too many tries', text: 'Wait a quarter of an hour and try again.' },
    'link used': {
      title: 'This link is not valid any more',
      text: 'It was used, it is too old, or a newer one was sent. Ask for a new one.',
    },
    'link not needed': {
      title: 'This link is not needed any more',
      text: 'The invitation was used, replaced or is too old, or no account is open to this address any more.',
    },
    'address taken': {
      title: 'Somebody else’s login',
      text: 'The address is another contact’s login to the portal, or is to become it. Two people cannot share one: nothing was changed.',
    },
    'not yours to open': {
      title: 'Not allowed',
      text: 'This would open clients that you have no access to. Nothing was changed: ask somebody who has.',
    },
    'not invited': { title: 'Not sent', text: 'Nothing was sent to this address.' },
    'file gone': {
      title: 'The file is missing',
      text: 'What is known about this document is all here, but its file is not where files are kept. Tell whoever looks after Ficha: a backup may have it.',
    },
    'files away': {
      title: 'Files can’t be reached right now',
      text: 'The place where files are kept does not answer. Nothing that was stored is lost; what you have just sent was not saved. Try again in a minute.',
    },
    'too many files': {
      title: 'Too many files at once',
      text: 'There are more than 20,000 files in here. Download its folders one by one.',
    },
    failed: { title: 'Something went wrong', text: 'It is not your fault, and nothing was half saved. Try again.' },
    'database away': {
      title: 'Ficha can’t reach its database',
      text: 'It may be restarting: wait a moment and load the page again. What you have just sent may not be saved; look before you send it once more.',
    },
    'disk full': {
      title: 'The server’s disk is full',
      text: 'Nothing was saved, and nobody can sign in until there is room again. What is there can still be read. Tell whoever looks after Ficha, and leave this page open: once there is room, load it again, and your browser sends what you typed once more.',
    },
  },
  pt: {
    home: 'Voltar ao início',
    id: (id: string) => `Número deste erro, para quem cuida do Ficha: ${id}`,
    'not found': { title: 'Não encontrado', text: 'Não há nada aqui, ou nada que possa ver.' },
    'not allowed': { title: 'Não permitido', text: 'Não tem o direito de fazer isto. Nada foi alterado.' },
    'signed out': { title: 'Sessão terminada', text: 'Entre para continuar.' },
    'foreign form': {
      title: 'Recusado',
      text: 'Isto veio de um endereço que não é o do Ficha, por isso nada foi alterado. Se o endereço no navegador está certo, PUBLIC_URL tem de ser esse.',
    },
    'stale form': {
      title: 'Este formulário é antigo',
      text: 'Foi aberto antes de ter entrado ou saído, nesta janela ou noutra. Nada foi alterado: volte atrás, carregue a página de novo e envie outra vez.',
    },
    'changed meanwhile': {
      title: 'Alterado entretanto',
      text: 'Alguém alterou isto depois de o abrir. Nada foi substituído: carregue a página de novo e veja.',
    },
    'too large': { title: 'Demasiado grande', text: 'É mais do que se pode enviar de uma vez.' },
    'too slow': {
      title: 'Demorou demasiado',
      text: 'A ligação parou a meio. Nada foi guardado: envie outra vez.',
    },
    'not understood': { title: 'Não compreendido', text: 'O navegador enviou algo que o Ficha não lê.' },
    'too many': { title: 'Demasiadas tentativas', text: 'Espere um quarto de hora e tente de novo.' },
    'link used': {
      title: 'Esta ligação já não é válida',
      text: 'Foi usada, é demasiado antiga, ou foi enviada outra mais recente. Peça uma nova.',
    },
    'link not needed': {
      title: 'Esta ligação já não é precisa',
      text: 'O convite foi usado, substituído ou é demasiado antigo, ou já nenhum cliente está aberto a este endereço.',
    },
    'address taken': {
      title: 'Credencial de outra pessoa',
      text: 'O endereço é, ou vai ser, a credencial do portal de outro contacto. Duas pessoas não podem partilhar uma: nada foi alterado.',
    },
    'not yours to open': {
      title: 'Não permitido',
      text: 'Isto abriria clientes a que não tem acesso. Nada foi alterado: peça a quem o tenha.',
    },
    'not invited': { title: 'Não enviado', text: 'Nada foi enviado para este endereço.' },
    'file gone': {
      title: 'O ficheiro falta',
      text: 'O que se sabe deste documento está aqui, mas o ficheiro não está onde se guardam os ficheiros. Avise quem cuida do Ficha: pode estar numa cópia de segurança.',
    },
    'files away': {
      title: 'De momento não é possível aceder aos ficheiros',
      text: 'O sítio onde se guardam os ficheiros não responde. Nada do que estava guardado se perdeu; o que acabou de enviar não foi guardado. Tente de novo daqui a um minuto.',
    },
    'too many files': {
      title: 'Demasiados ficheiros de uma vez',
      text: 'Há aqui mais de 20 000 ficheiros. Transfira as pastas uma a uma.',
    },
    failed: { title: 'Algo correu mal', text: 'A culpa não é sua, e nada ficou meio guardado. Tente de novo.' },
    'database away': {
      title: 'O Ficha não consegue aceder à base de dados',
      text: 'Pode estar a reiniciar: espere um momento e carregue a página de novo. O que acabou de enviar pode não ter sido guardado; confirme antes de o enviar outra vez.',
    },
    'disk full': {
      title: 'O disco do servidor está cheio',
      text: 'Nada foi guardado e ninguém pode entrar enquanto não houver espaço. O que existe continua a poder ser consultado. Avise quem cuida do Ficha e deixe esta página aberta: quando houver espaço, carregue-a de novo, e o navegador volta a enviar o que escreveu.',
    },
  },
})
