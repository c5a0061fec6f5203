/** What somebody says in a thread, and to whom. */
interface Said {
  from: 'office' | 'client' | 'internal'
  text: string
}

export interface Talk {
  subject: string
  messages: readonly Said[]
  /** What the client has to do. */
  tasks?: readonly string[]
}

const pt: readonly Talk[] = [
  {
    subject: 'IVA do trimestre: faturas em falta',
    messages: [
      {
        from: 'office',
        text: 'Bom dia,\n\nfaltam-nos três faturas para fechar o IVA: a da luz, a do telefone e a do combustível de dia 12.\n\nPode tirá-las de https://faturas.portaldasfinancas.gov.pt ou enviá-las por aqui.',
      },
      {
        from: 'client',
        text: 'Bom dia! As duas primeiras envio hoje. A do combustível tenho de pedir de novo no posto.',
      },
      {
        from: 'internal',
        text: 'É o terceiro trimestre seguido com o combustível. Vale a pena propor o cartão de frota.',
      },
      { from: 'office', text: 'Obrigada. Se vier até dia 15 ainda entra nesta declaração.' },
      { from: 'client', text: 'Já a tenho. Segue amanhã de manhã.' },
    ],
    tasks: ['Enviar a fatura da luz', 'Enviar a fatura do telefone', 'Pedir a fatura do combustível'],
  },
  {
    subject: 'IRS: despesas de saúde',
    messages: [
      {
        from: 'client',
        text: 'Boa tarde. No e-fatura aparecem despesas de saúde com IVA a 23 %. Preciso de ter as receitas?',
      },
      {
        from: 'office',
        text: 'Boa tarde. Sim: sem a receita médica essas despesas não contam. Guarde-as quatro anos, e indique em cada fatura que tem receita.',
      },
      { from: 'client', text: 'Perfeito, vou fazer isso. Obrigado!' },
    ],
  },
  {
    subject: 'Segurança Social do novo funcionário',
    messages: [
      {
        from: 'office',
        text: 'Para a admissão precisamos do NISS, do IBAN e da data de início. A comunicação tem de ser feita antes do primeiro dia de trabalho.',
      },
      { from: 'client', text: 'Começa na segunda-feira. Envio já o resto.' },
      { from: 'internal', text: 'Atenção: contrato a termo, confirmar o motivo antes de comunicar.' },
      { from: 'office', text: 'Recebido, já está comunicado. O contrato segue para assinar.' },
    ],
    tasks: ['Enviar o NISS e o IBAN', 'Devolver o contrato assinado'],
  },
  {
    subject: 'Certidão de não dívida',
    messages: [
      { from: 'client', text: 'O banco pede uma certidão de não dívida. Conseguem tratar?' },
      { from: 'office', text: 'Sim. Fica pronta em dois dias, e tem a validade de três meses.' },
      { from: 'client', text: 'Muito obrigada.' },
    ],
  },
  {
    subject: 'Trabalho a partir de casa',
    messages: [
      { from: 'client', text: 'Posso deduzir alguma coisa pela divisão onde trabalho? É cerca de um décimo da casa.' },
      {
        from: 'office',
        text: 'Sim, uma parte da renda, da luz e da internet. Diga-nos as horas de um mês normal e fazemos as contas.',
      },
      { from: 'client', text: 'Umas 110 horas. Obrigado!' },
    ],
  },
  {
    subject: 'Recibos do novo carro',
    messages: [
      { from: 'office', text: 'Vimos no banco a compra do carro. Pode enviar-nos a fatura e o contrato de crédito?' },
      { from: 'client', text: 'A fatura já está nos documentos. O contrato peço amanhã ao banco.' },
      { from: 'internal', text: 'Viatura ligeira: o IVA não se deduz. Ver a tributação autónoma.' },
      { from: 'office', text: 'Recebemos a fatura, obrigado. Falta então só o contrato.' },
    ],
    tasks: ['Enviar o contrato de crédito'],
  },
]

const en: readonly Talk[] = [
  {
    subject: 'VAT quarter: three receipts missing',
    messages: [
      {
        from: 'office',
        text: 'Good morning,\n\nthree receipts are missing before we can file: electricity, the phone, and the fuel of the 12th.\n\nYou find them at https://faturas.portaldasfinancas.gov.pt, or send them here.',
      },
      {
        from: 'client',
        text: 'Morning! The first two go out today. For the fuel I have to ask the station for a copy.',
      },
      { from: 'internal', text: 'Third quarter in a row with the fuel. Worth suggesting a fuel card.' },
      { from: 'office', text: 'Thank you. If it is here by the 15th it still makes this return.' },
      { from: 'client', text: 'I have it. You get it tomorrow morning.' },
    ],
    tasks: ['Send the electricity bill', 'Send the phone bill', 'Ask for a copy of the fuel receipt'],
  },
  {
    subject: 'Working from home',
    messages: [
      { from: 'client', text: 'Can I claim anything for the room that I work in? It is about a tenth of the flat.' },
      {
        from: 'office',
        text: 'Yes. Either the flat rate by hours, or a share of the real costs. Tell us the hours in a usual month and we compare the two.',
      },
      { from: 'client', text: 'Around 110 hours. Thanks!' },
    ],
  },
  {
    subject: 'New employee from Monday',
    messages: [
      {
        from: 'office',
        text: 'To register her we need her social security number, the bank details and the start date, before her first day of work.',
      },
      { from: 'client', text: 'She starts on Monday. The rest follows.' },
      { from: 'internal', text: 'Fixed-term contract: check the reason before we register her.' },
      { from: 'office', text: 'All here, she is registered and in this month’s run. Please have the contract signed.' },
    ],
    tasks: ['Send the social security number', 'Return the signed contract'],
  },
  {
    subject: 'Letter for the mortgage',
    messages: [
      {
        from: 'client',
        text: 'The bank asks for a letter about my income of the last three years. Can you write one?',
      },
      { from: 'office', text: 'We can. It is ready in two days; you find it with your documents.' },
      { from: 'client', text: 'Wonderful, thank you.' },
    ],
  },
  {
    subject: 'Health costs in the IRS',
    messages: [
      {
        from: 'client',
        text: 'Some of our health costs are in e-fatura with VAT at 23 %. Do I need the prescriptions?',
      },
      {
        from: 'office',
        text: 'Yes: without a prescription they don’t count. Keep them for four years, and mark each invoice in e-fatura.',
      },
      { from: 'client', text: 'Will do. Thank you!' },
    ],
  },
  {
    subject: 'Papers of the new car',
    messages: [
      {
        from: 'office',
        text: 'We saw in the bank that you bought the car. Could you send us the invoice and the loan agreement?',
      },
      { from: 'client', text: 'The invoice is with the documents already. I ask the bank for the agreement tomorrow.' },
      { from: 'internal', text: 'Passenger car: no VAT back. Mind the autonomous taxation.' },
      { from: 'office', text: 'We have the invoice, thank you. So only the agreement is missing.' },
    ],
    tasks: ['Send the loan agreement'],
  },
]

/** What clients and the office write about, by the office's language. */
export const talks = { pt, en }
