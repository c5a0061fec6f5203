import { type EventWords, yesOrNo } from '../audit/words.ts'

export const pipelineEvents = {
  kinds: {
    'pipeline created': { en: 'created a pipeline', pt: 'criou um fluxo' },
    'pipeline changed': { en: 'changed a pipeline', pt: 'alterou um fluxo' },
    'pipeline archived': { en: 'archived a pipeline', pt: 'arquivou um fluxo' },
    'pipeline brought back': { en: 'reactivated a pipeline', pt: 'reativou um fluxo' },
    'stages changed': { en: 'changed the stages of a pipeline', pt: 'alterou as etapas de um fluxo' },
  },
  fields: {
    pipeline: { en: 'Pipeline', pt: 'Fluxo' },
    stages: { en: 'Stages', pt: 'Etapas' },
    stage: { en: 'Stage', pt: 'Etapa' },
    for_everybody: { en: 'Open to everybody', pt: 'Aberto a todos', values: yesOrNo },
    pipeline_people: { en: 'Chosen people', pt: 'Pessoas escolhidas' },
    completes: { en: 'Completes the job', pt: 'Conclui o trabalho', values: yesOrNo },
    stage_tasks: { en: 'Adds tasks', pt: 'Adiciona tarefas' },
    stage_assigned: { en: 'Assigns', pt: 'Atribui a' },
    stage_notified: { en: 'Notifies by e-mail', pt: 'Avisa por e-mail' },
    jobs_moved: { en: 'Jobs moved to', pt: 'Trabalhos movidos para' },
  },
} satisfies EventWords
