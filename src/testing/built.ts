// What tests bundle as the product is: the web application and what it is made of.
export { makeWeb } from '../app.tsx'
export { modules } from '../modules.ts'
