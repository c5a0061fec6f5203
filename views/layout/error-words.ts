import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    home: 'Back to the start page',
    id: (id: string) => `Error number, for whoever looks after Ficha: ${id}`,
    'not found': { title: 'Not found', text: 'There is nothing here, or nothing that you may see.' },
    'not allowed': { title: 'Not allowed', text: 'You don’t have permission to do this. Nothing was changed.' },
    'signed out': { title: 'Signed out', text: 'Sign in to go on.' },
    'foreign form': {
      title: 'Refused',
      text: 'This request came from an address other than Ficha’s own, so nothing was changed. If the address in your browser is right, set PUBLIC_URL to it.',
    },
    'stale form': {
      title: 'This form is too old',
      text: 'It was opened before you signed in or out, in this window or another. Nothing was changed: go back, reload the page and send it again.',
    },
    'changed meanwhile': {
      title: 'Changed in the meantime',
      text: 'Somebody has changed this since you opened it. Nothing was overwritten: reload the page and check.',
    },
    'too large': { title: 'Too large', text: 'This is more than can be sent at once. Send it in parts.' },
    'too slow': {
      title: 'It took too long',
      text: 'The connection was interrupted. Nothing was saved: send it again.',
    },
    'not understood': {
      title: 'Not understood',
      text: 'The browser sent something that Ficha can’t read. Go back and try again.',
    },
    'too many': { title: 'Too many tries', text: 'Wait a quarter of an hour and try again.' },
    'link used': {
      title: 'This link is no longer valid',
      text: 'It has been used, has expired, or was replaced by a newer one. Ask for a new one.',
    },
    'link not needed': {
      title: 'This link is no longer needed',
      text: 'The invitation has been used, replaced or has expired, or this address no longer opens any client.',
    },
    'address taken': {
      title: 'Somebody else’s login',
      text: 'The address is another contact’s portal login, or is about to be. Two people cannot share one: nothing was changed.',
    },
    'not yours to open': {
      title: 'Not allowed',
      text: 'This would open clients that you have no access to. Nothing was changed: ask someone who has.',
    },
    'not invited': { title: 'Not sent', text: 'Nothing was sent to this address.' },
    'file gone': {
      title: 'The file is missing',
      text: 'Everything recorded about this document is here, but the file is missing from storage. Tell whoever looks after Ficha: a backup may have it.',
    },
    'files away': {
      title: 'Files can’t be reached right now',
      text: 'The file storage is not answering. Nothing already stored is lost; what you have just sent was not saved. Try again in a minute.',
    },
    'too many files': {
      title: 'Too many files at once',
      text: 'There are more than 20,000 files here. Download the folders one by one.',
    },
    failed: { title: 'Something went wrong', text: 'It’s not your fault, and nothing was half saved. Try again.' },
    'database away': {
      title: 'Ficha can’t reach its database',
      text: 'It may be restarting: wait a moment and reload the page. What you have just sent may not have been saved; check before you send it again.',
    },
    'disk full': {
      title: 'The server’s disk is full',
      text: 'Nothing was saved, and nobody can sign in until there is room again. Everything can still be read. Tell whoever looks after Ficha and leave this page open: when there is room, reload it and your browser will send again what you typed.',
    },
  },
  pt: {
    home: 'Voltar à página inicial',
    id: (id: string) => `Número do erro, para quem gere o Ficha: ${id}`,
    'not found': { title: 'Não encontrado', text: 'Não há nada aqui, ou nada que possa ver.' },
    'not allowed': { title: 'Não permitido', text: 'Não tem permissão para fazer isto. Nada foi alterado.' },
    'signed out': { title: 'Sessão terminada', text: 'Inicie sessão para continuar.' },
    'foreign form': {
      title: 'Recusado',
      text: 'O pedido veio de um endereço que não é o do Ficha, por isso nada foi alterado. Se o endereço no navegador está certo, PUBLIC_URL tem de ser esse.',
    },
    'stale form': {
      title: 'Este formulário é antigo',
      text: 'Foi aberto antes de iniciar ou terminar sessão, nesta janela ou noutra. Nada foi alterado: volte atrás, recarregue a página e envie outra vez.',
    },
    'changed meanwhile': {
      title: 'Alterado entretanto',
      text: 'Alguém alterou isto depois de o abrir. Nada foi substituído: recarregue a página e verifique.',
    },
    'too large': { title: 'Demasiado grande', text: 'É mais do que se pode enviar de uma vez. Envie por partes.' },
    'too slow': {
      title: 'Demorou demasiado',
      text: 'A ligação foi interrompida. Nada foi guardado: envie outra vez.',
    },
    'not understood': {
      title: 'Pedido não compreendido',
      text: 'O navegador enviou algo que o Ficha não consegue ler. Volte atrás e tente de novo.',
    },
    'too many': { title: 'Demasiadas tentativas', text: 'Espere 15 minutos e tente de novo.' },
    'link used': {
      title: 'Esta ligação já não é válida',
      text: 'Já foi usada, expirou ou foi substituída por outra mais recente. Peça uma nova.',
    },
    'link not needed': {
      title: 'Esta ligação já não é necessária',
      text: 'O convite foi usado, substituído ou expirou, ou este endereço já não abre nenhum cliente.',
    },
    'address taken': {
      title: 'Acesso de outra pessoa',
      text: 'O endereço já é, ou vai ser, o acesso ao portal de outro contacto. Duas pessoas não podem partilhar um acesso: nada foi alterado.',
    },
    'not yours to open': {
      title: 'Não permitido',
      text: 'Isto abriria clientes a que não tem acesso. Nada foi alterado: peça a quem o tenha.',
    },
    'not invited': { title: 'Não enviado', text: 'Nada foi enviado para este endereço.' },
    'file gone': {
      title: 'Falta o ficheiro',
      text: 'Tudo o que está registado sobre este documento está aqui, mas o ficheiro não está no armazenamento. Avise quem gere o Ficha: pode haver uma cópia de segurança.',
    },
    'files away': {
      title: 'De momento não é possível aceder aos ficheiros',
      text: 'O armazenamento dos ficheiros não responde. Nada do que estava guardado se perdeu; o que acabou de enviar não foi guardado. Tente de novo dentro de um minuto.',
    },
    'too many files': {
      title: 'Demasiados ficheiros de uma vez',
      text: 'Há aqui mais de 20 000 ficheiros. Transfira as pastas uma a uma.',
    },
    failed: { title: 'Algo correu mal', text: 'A culpa não é sua, e nada ficou guardado a meio. Tente de novo.' },
    'database away': {
      title: 'O Ficha não consegue aceder à base de dados',
      text: 'Pode estar a reiniciar: espere um momento e recarregue a página. O que acabou de enviar pode não ter sido guardado; confirme antes de o enviar outra vez.',
    },
    'disk full': {
      title: 'O disco do servidor está cheio',
      text: 'Nada foi guardado e ninguém pode iniciar sessão enquanto não houver espaço. O que existe pode continuar a ser consultado. Avise quem gere o Ficha e deixe esta página aberta: quando houver espaço, recarregue-a, e o navegador volta a enviar o que escreveu.',
    },
  },
})
