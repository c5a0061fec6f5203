import type { Stored } from '#src/documents/add.ts'
import type { App } from '#src/platform/app.ts'
import type { Language } from '#src/platform/language/language.ts'
import { pdf, receipt, stored } from './document-files.ts'

type Paper = 'draft' | 'return' | 'assessment' | 'vat' | 'contract' | 'ledger' | 'payroll' | 'letter'
/** Of these each account has another one. */
type Various = 'statements' | 'receipts' | 'brought' | 'spare'
export type Papers = Record<Paper | 'mileage', Stored> & Record<Various, readonly Stored[]>

/**
 * Stores the few files that the demo's documents are made of: real ones, whose bytes are all ours, in that language, and of the years
 * that it is about now.
 */
export async function storePapers(app: App, language: Language): Promise<Papers> {
  const now = app.clock().getUTCFullYear()
  const ofNow = (text: string) => text.replaceAll('2026', String(now)).replaceAll('2025', String(now - 1))
  const put = (name: string, bytes: Buffer | string) =>
    stored(app, ofNow(name), Buffer.isBuffer(bytes) ? bytes : Buffer.from(ofNow(bytes)))
  const page = (name: string, title: string, lines: readonly string[]) => put(name, pdf(ofNow(title), lines.map(ofNow)))
  const pictures = [await receipt(7), await receipt(8), await receipt(9)]
  const photos = (...names: string[]) => Promise.all(names.map((name, i) => put(name, pictures[i % pictures.length]!)))
  if (language === 'en')
    return {
      draft: await page('IRS return 2025.pdf', 'IRS return 2025: draft', [
        'Income from work  31,420.00',
        'Income from property  still to come',
      ]),
      payroll: await put(
        'Payroll 2026.csv',
        'Month,Gross,Tax,Net\n2026-09,5210.00,688.00,4522.00\n2026-10,5210.00,688.00,4522.00\n',
      ),
      return: await page('IRS return 2025.pdf', 'IRS return 2025', [
        'Income from work  31,420.00',
        'Income from property  4,800.00',
        'Tax due  6,112.40',
      ]),
      assessment: await page('Assessment 2025.pdf', 'Notice of assessment', [
        'Year 2025',
        'To pay by 31 August: 412.40',
      ]),
      vat: await page('VAT return Q3 2026.pdf', 'VAT return', [
        'July to September 2026',
        'Output tax  3,904.12',
        'Input tax  1,877.50',
        'To pay  2,026.62',
      ]),
      contract: await page('Engagement letter.pdf', 'Engagement letter', [
        'We keep your books and file your returns.',
        'Our terms are those of our professional body.',
      ]),
      ledger: await put(
        'General ledger 2026.csv',
        'Date,Account,Text,Debit,Credit\n2026-09-01,5100,Rent,850.00,\n2026-09-01,1200,Bank,,850.00\n2026-09-14,4000,Invoice 117,,1230.00\n2026-09-14,1100,Customers,1230.00,\n',
      ),
      letter: await put(
        'What we need by Friday.txt',
        'Please send us:\n\n- bank statements of the quarter\n- receipts above 50\n- the new lease\n\nThank you.\n',
      ),
      statements: [
        await page('Bank statement October.pdf', 'Statement of account', [
          'October 2026',
          'Opening balance  4,210.77',
          'Closing balance  3,995.02',
        ]),
        await put(
          'Bank statement 2026-09.csv',
          'Date,Text,Amount\n2026-09-01,Rent,-850.00\n2026-09-14,Invoice 117,1230.00\n',
        ),
        await page('Card statement 2026-10.pdf', 'Statement of the card', ['October 2026', 'To pay  318.40']),
      ],
      receipts: await photos(
        'Receipt fuel.jpg',
        'IMG_2041.jpg',
        'Lunch with supplier.jpg',
        'Invoice printer paper.jpg',
      ),
      brought: [
        await page('Lease of the shop.pdf', 'Lease', ['From 1 January 2026', 'Rent  850.00 a month']),
        await page('Electricity bill August.pdf', 'Electricity', ['August 2026', 'To pay  64.18']),
      ],
      spare: [
        await page('Social security statement 2026.pdf', 'Social security', ['Nothing owed, September 2026']),
        await page('Certificate of no debt.pdf', 'Tax authority', ['No debt is known of, September 2026']),
        await page('Fixed assets 2025.pdf', 'Fixed assets', ['Van  18,400.00', 'Depreciation  4,600.00']),
        await page('Declaration of activity.pdf', 'Change of activity', ['From 1 March 2025']),
      ],
      mileage: await put(
        'Mileage 2026.csv',
        'Day,From,To,Km\n2026-10-02,Office,Aveiro,41\n2026-10-09,Office,Braga,35\n',
      ),
    }
  return {
    draft: await page('IRS 2025 – Modelo 3.pdf', 'IRS 2025 - Modelo 3: rascunho', [
      'Rendimentos do trabalho dependente  31 420,00',
      'Rendimentos prediais  em falta',
    ]),
    payroll: await put(
      'Salários 2026.csv',
      'Mês;Ilíquido;Retenção;Líquido\n2026-09;5210,00;688,00;4522,00\n2026-10;5210,00;688,00;4522,00\n',
    ),
    return: await page('IRS 2025 – Modelo 3.pdf', 'IRS 2025 - Modelo 3', [
      'Rendimentos do trabalho dependente  31 420,00',
      'Rendimentos prediais  4 800,00',
      'Imposto a pagar  6 112,40',
    ]),
    assessment: await page('Nota de liquidação 2025.pdf', 'Nota de liquidação', [
      'Ano de 2025',
      'A pagar até 31 de agosto: 412,40',
    ]),
    vat: await page('IVA 2026 – 3.º trimestre.pdf', 'Declaração periódica de IVA', [
      'Julho a setembro de 2026',
      'Imposto liquidado  3 904,12',
      'Imposto dedutível  1 877,50',
      'A entregar  2 026,62',
    ]),
    contract: await page('Contrato de prestação de serviços.pdf', 'Contrato de prestação de serviços', [
      'Entre as partes é celebrado o presente contrato',
      'de prestação de serviços de contabilidade.',
    ]),
    ledger: await put(
      'Balancete 2026-09.csv',
      'Conta;Designação;Débito;Crédito\n12;Depósitos à ordem;18 230,10;14 900,55\n21;Clientes;9 870,00;7 412,00\n62;Fornecimentos e serviços;4 120,40;\n',
    ),
    letter: await put(
      'O que falta enviar.txt',
      'Por favor envie:\n\n- extratos bancários do trimestre\n- recibos acima de 50 €\n- o novo contrato de arrendamento\n\nObrigado.\n',
    ),
    statements: [
      await page('Extrato bancário outubro.pdf', 'Extrato de conta', [
        'Outubro de 2026',
        'Saldo inicial  4 210,77',
        'Saldo final  3 995,02',
      ]),
      await put(
        'Extrato bancário 2026-09.csv',
        'Data;Descrição;Valor\n2026-09-01;Renda;-850,00\n2026-09-14;Fatura 117;1230,00\n',
      ),
      await page('Extrato do cartão 2026-10.pdf', 'Extrato do cartão', ['Outubro de 2026', 'A pagar  318,40']),
    ],
    receipts: await photos('Recibo combustível.jpg', 'Foto 2041.jpg', 'Almoço com fornecedor.jpg', 'Fatura papel.jpg'),
    brought: [
      await page('Contrato de arrendamento da loja.pdf', 'Contrato de arrendamento', [
        'Desde 1 de janeiro de 2026',
        'Renda  850,00 por mês',
      ]),
      await page('Fatura da luz agosto.pdf', 'Eletricidade', ['Agosto de 2026', 'A pagar  64,18']),
    ],
    spare: [
      await page('Extrato da Segurança Social 2026.pdf', 'Segurança Social', ['Nada em dívida, setembro de 2026']),
      await page('Certidão de não dívida.pdf', 'Autoridade Tributária', ['Sem dívidas conhecidas, setembro de 2026']),
      await page('Mapa de amortizações 2025.pdf', 'Amortizações', ['Carrinha  18 400,00', 'Amortização  4 600,00']),
      await page('Declaração de alterações.pdf', 'Alteração de atividade', ['Desde 1 de março de 2025']),
    ],
    mileage: await put(
      'Mapa de quilómetros 2026.csv',
      'Dia;De;Para;Km\n2026-10-02;Escritório;Aveiro;75\n2026-10-09;Escritório;Braga;56\n',
    ),
  }
}
