import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['pipelines'], string> = {
  'too many stages': 'A pipeline has 30 stages at most.',
  'too many tasks': 'A stage adds 20 tasks at most.',
  'not the last stage': 'Only the last stage can complete jobs.',
}

const pt: Record<ProblemsOf['pipelines'], string> = {
  'too many stages': 'Um fluxo tem no máximo 30 etapas.',
  'too many tasks': 'Uma etapa acrescenta no máximo 20 tarefas.',
  'not the last stage': 'Só a última etapa pode concluir trabalhos.',
}

export const pipelineProblems = catalogue({ en, pt })
