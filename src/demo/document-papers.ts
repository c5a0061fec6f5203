import type { Stored } from '#src/documents/add.ts'
import type { App } from '#src/platform/app.ts'
import type { Language } from '#src/platform/language/language.ts'
import { pdf, receipt, stored } from './document-files.ts'

type Paper = 'draft' | 'return' | 'assessment' | 'vat' | 'contract' | 'ledger' | 'payroll' | 'letter'
type Brought = 'statement' | 'receipt' | 'mileage'
export type Papers = Record<Paper | Brought, Stored>

/** Stores the few files that the demo's documents are made of: real ones, whose bytes are all ours. */
export async function storePapers(app: App): Promise<Record<Language, Papers>> {
  const put = (name: string, bytes: Buffer | string) => stored(app, name, Buffer.from(bytes))
  const picture = await receipt(7)
  return {
    en: {
      draft: await put(
        'Tax return 2025.pdf',
        pdf('Tax return 2025: draft', ['Income from work  31,420.00', 'Income from property  still to come']),
      ),
      payroll: await put(
        'Payroll 2026.csv',
        'Month,Gross,Tax,Net\n2026-09,5210.00,688.00,4522.00\n2026-10,5210.00,688.00,4522.00\n',
      ),
      return: await put(
        'Tax return 2025.pdf',
        pdf('Tax return 2025', ['Income from work  31,420.00', 'Income from property  4,800.00', 'Tax due  6,112.40']),
      ),
      assessment: await put(
        'Assessment 2025.pdf',
        pdf('Notice of assessment', ['Year 2025', 'To pay by 31 January: 412.40']),
      ),
      vat: await put(
        'VAT return Q3 2026.pdf',
        pdf('VAT return', [
          'July to September 2026',
          'Output tax  3,904.12',
          'Input tax  1,877.50',
          'To pay  2,026.62',
        ]),
      ),
      contract: await put(
        'Engagement letter.pdf',
        pdf('Engagement letter', [
          'We keep your books and file your returns.',
          'Our terms are those of our professional body.',
        ]),
      ),
      ledger: await put(
        'General ledger 2026.csv',
        'Date,Account,Text,Debit,Credit\n2026-09-01,5100,Rent,850.00,\n2026-09-01,1200,Bank,,850.00\n2026-09-14,4000,Invoice 117,,1230.00\n2026-09-14,1100,Customers,1230.00,\n',
      ),
      letter: await put(
        'What we need by Friday.txt',
        'Please send us:\n\n- bank statements of the quarter\n- receipts above 50\n- the new lease\n\nThank you.\n',
      ),
      statement: await put(
        'Bank statement October.pdf',
        pdf('Statement of account', ['October 2026', 'Opening balance  4,210.77', 'Closing balance  3,995.02']),
      ),
      receipt: await put('Receipt fuel.jpg', picture),
      mileage: await put(
        'Mileage 2026.csv',
        'Day,From,To,Miles\n2026-10-02,Office,Leeds,41\n2026-10-09,Office,York,58\n',
      ),
    },
    pt: {
      draft: await put(
        'IRS 2025 - Modelo 3.pdf',
        pdf('IRS 2025 - Modelo 3: rascunho', [
          'Rendimentos do trabalho dependente  31 420,00',
          'Rendimentos prediais  em falta',
        ]),
      ),
      payroll: await put(
        'Salários 2026.csv',
        'Mês;Ilíquido;Retenção;Líquido\n2026-09;5210,00;688,00;4522,00\n2026-10;5210,00;688,00;4522,00\n',
      ),
      return: await put(
        'IRS 2025 - Modelo 3.pdf',
        pdf('IRS 2025 - Modelo 3', [
          'Rendimentos do trabalho dependente  31 420,00',
          'Rendimentos prediais  4 800,00',
          'Imposto a pagar  6 112,40',
        ]),
      ),
      assessment: await put(
        'Nota de liquidação 2025.pdf',
        pdf('Nota de liquidação', ['Ano de 2025', 'A pagar até 31 de agosto: 412,40']),
      ),
      vat: await put(
        'IVA 2026 - 3.º trimestre.pdf',
        pdf('Declaração periódica de IVA', [
          'Julho a setembro de 2026',
          'Imposto liquidado  3 904,12',
          'Imposto dedutível  1 877,50',
          'A entregar  2 026,62',
        ]),
      ),
      contract: await put(
        'Contrato de prestação de serviços.pdf',
        pdf('Contrato de prestação de serviços', [
          'Entre as partes é celebrado o presente contrato',
          'de prestação de serviços de contabilidade.',
        ]),
      ),
      ledger: await put(
        'Balancete 2026-09.csv',
        'Conta;Designação;Débito;Crédito\n12;Depósitos à ordem;18 230,10;14 900,55\n21;Clientes;9 870,00;7 412,00\n62;Fornecimentos e serviços;4 120,40;\n',
      ),
      letter: await put(
        'O que falta enviar.txt',
        'Por favor envie:\n\n- extratos bancários do trimestre\n- recibos acima de 50 €\n- o novo contrato de arrendamento\n\nObrigado.\n',
      ),
      statement: await put(
        'Extrato bancário outubro.pdf',
        pdf('Extrato de conta', ['Outubro de 2026', 'Saldo inicial  4 210,77', 'Saldo final  3 995,02']),
      ),
      receipt: await put('Recibo combustível.jpg', picture),
      mileage: await put(
        'Mapa de quilómetros 2026.csv',
        'Dia;De;Para;Km\n2026-10-02;Escritório;Aveiro;75\n2026-10-09;Escritório;Braga;56\n',
      ),
    },
  }
}
