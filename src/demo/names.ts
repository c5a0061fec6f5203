/** Invented people and companies, from common names of Portugal and the British Isles. */
export const firstNames = {
  pt: 'João Maria José Ana António Inês Manuel Sofia Francisco Beatriz Pedro Catarina Miguel Mariana Luís Leonor Rui Joana Tiago Margarida Nuno Helena Paulo Cláudia Jorge Patrícia André Sílvia Ricardo Marta Gonçalo Raquel Vítor Lúcia Hugo Graça Sérgio Conceição Álvaro Fátima'.split(
    ' ',
  ),
  en: 'James Olivia George Amelia Harry Emily Jack Isla Oliver Grace Thomas Sophie William Lucy Henry Alice Edward Charlotte Arthur Ruby Samuel Eleanor Daniel Hannah Patrick Siobhan Liam Aoife Sean Niamh'.split(
    ' ',
  ),
}
export const lastNames = {
  pt: 'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Morais Araújo Azevedo Brandão Leitão Guimarães Conceição Magalhães Sequeira'.split(
    ' ',
  ),
  en: "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Murphy Kelly O'Sullivan Walsh Byrne Ryan O'Connor Doyle McCarthy Gallagher".split(
    ' ',
  ),
}
export const trades = {
  pt: [
    'Padaria',
    'Oficina',
    'Construções',
    'Transportes',
    'Clínica Dentária',
    'Farmácia',
    'Restaurante',
    'Papelaria',
    'Carpintaria',
    'Agrícola',
    'Vinhos',
    'Imobiliária',
    'Informática',
    'Têxteis',
    'Cerâmica',
    'Viagens',
  ],
  en: [
    'Bakery',
    'Motors',
    'Builders',
    'Haulage',
    'Dental Care',
    'Pharmacy',
    'Kitchen',
    'Stationers',
    'Joinery',
    'Farms',
    'Brewing',
    'Lettings',
    'Software',
    'Textiles',
    'Pottery',
    'Travel',
  ],
}
export const cities: Record<'pt' | 'en', readonly (readonly [city: string, postcode: string])[]> = {
  pt: [
    ['Lisboa', '1100-148'],
    ['Porto', '4000-322'],
    ['Coimbra', '3000-213'],
    ['Braga', '4700-320'],
    ['Aveiro', '3800-200'],
    ['Évora', '7000-650'],
    ['Faro', '8000-138'],
    ['Setúbal', '2900-340'],
    ['Leiria', '2400-137'],
    ['Viseu', '3500-147'],
  ],
  en: [
    ['London', 'EC1A 1BB'],
    ['Manchester', 'M1 1AE'],
    ['Leeds', 'LS1 4DY'],
    ['Bristol', 'BS1 5TR'],
    ['York', 'YO1 7HH'],
    ['Dublin', 'D02 AF30'],
    ['Cork', 'T12 X70A'],
    ['Bath', 'BA1 1LN'],
  ],
}
export const streets = {
  pt: [
    'Rua Direita',
    'Avenida da Liberdade',
    'Rua das Flores',
    'Travessa do Carmo',
    'Largo da Igreja',
    'Rua 5 de Outubro',
    'Rua do Comércio',
    'Praça da República',
  ],
  en: [
    'High Street',
    'Station Road',
    'Church Lane',
    'Mill Road',
    'Victoria Street',
    'Park Avenue',
    'The Green',
    'King Street',
  ],
}
export const descriptions = {
  pt: ['Gerente', 'Sócio', 'Contabilidade', 'Cônjuge', 'Diretora financeira'],
  en: ['Director', 'Shareholder', 'Bookkeeper', 'Spouse', 'Finance manager'],
}
