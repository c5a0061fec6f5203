import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    erasedContact: 'Erased contact',
    title: 'Personal data',
    text: 'What a person can ask for under the GDPR.',
    export: 'Export personal data',
    exportHelp:
      'One file with everything held about the person, including tax ID and bank account in clear text. The downloaded file stays on this computer.',
    erase: 'Erase…',
    eraseTitle: (name: string) => `Erase the personal data of ${name}?`,
    eraseText:
      'Names, addresses, phones, notes, tax ID, bank account, custom fields with their history, portal login and sign-ins are erased for good, together with the old values in the activity. This can’t be undone.',
    eraseStays:
      'Clients keep their own names. Chat messages stay without the person’s name. Documents that name the person, uploaded import files and backups are not changed.',
    typeName: (name: string) => `Type the name, ${name}, to confirm`,
    eraseFor: 'Erase for good',
    erased: 'The contact was erased.',
    erasedOn: (date: string) => `This person’s data was erased on ${date}.`,
    active: (name: string) =>
      `${name} is a contact of an active client. Archive the client or unlink the contact first.`,
    until: (date: string) =>
      `The firm must keep this person’s data until ${date}, when the retention period for former clients ends.`,
  },
  pt: {
    erasedContact: 'Contacto apagado',
    title: 'Dados pessoais',
    text: 'O que uma pessoa pode pedir ao abrigo do RGPD.',
    export: 'Exportar dados pessoais',
    exportHelp:
      'Um ficheiro com tudo o que se guarda sobre a pessoa, incluindo NIF e conta bancária por extenso. O ficheiro transferido fica neste computador.',
    erase: 'Apagar…',
    eraseTitle: (name: string) => `Apagar os dados pessoais de ${name}?`,
    eraseText:
      'Nomes, endereços, telefones, notas, NIF, conta bancária, campos personalizados com o seu histórico, acesso ao portal e inícios de sessão são apagados definitivamente, tal como os valores antigos na atividade. Não pode ser desfeito.',
    eraseStays:
      'Os clientes mantêm o seu nome. As mensagens ficam sem o nome da pessoa. Os documentos que a nomeiam, os ficheiros importados e as cópias de segurança não são alterados.',
    typeName: (name: string) => `Escreva o nome, ${name}, para confirmar`,
    eraseFor: 'Apagar definitivamente',
    erased: 'O contacto foi apagado.',
    erasedOn: (date: string) => `Os dados desta pessoa foram apagados em ${date}.`,
    active: (name: string) =>
      `${name} é contacto de um cliente ativo. Arquive primeiro o cliente ou desassocie o contacto.`,
    until: (date: string) =>
      `O gabinete tem de guardar os dados desta pessoa até ${date}, quando termina o prazo de conservação dos dados de antigos clientes.`,
  },
})
