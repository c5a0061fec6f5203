import { AggregatorRegistry, type Registry } from 'prom-client'
import type { Told } from './listener.ts'

/** In one of several processes: gives its figures to the one that looks after them all, when that asks. */
export function giveFigures(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry])
  new AggregatorRegistry()
}

/** In the process that looks after several: the figures of all, as one. */
export function figuresOfAll(): Told {
  const all = new AggregatorRegistry()
  return { contentType: all.contentType, metrics: () => all.clusterMetrics() }
}
