/** The published row of an item, as the guide shows it: what its `details` hold. */
export interface Material {
  name: string
  source: string
  necessity: string
  form: string[]
  copies: number
  deferrable: boolean
  defer_days: number
}
export interface Situation {
  question: string
  answers: { answer: string; adds: string[]; removes: string[] }[]
}
export interface Details {
  content: string[]
  bearer: string
  scope: string
  fee_fen: number
  onsite_visits: number
  materials: Material[]
  situations: Situation[]
  basis: { law: string; article: string }[]
  online_depth: string[]
  requirements: { channels: string[]; quality: string }
}

const ONLINE = '网上'
const SHARED = '政府共享'

export const online = (details: Details): boolean => details.requirements.channels.includes(ONLINE)
/** Shared data is fetched by the office; nobody is asked for it. */
export const brought = (material: Material): boolean => material.source !== SHARED

/** The materials that these answers leave; a question without an answer takes nothing away. */
export function trimmed(details: Details, answers: Record<string, string>): Material[] {
  const away = new Set<string>()
  for (const { question, answers: choices } of details.situations) {
    const chosen = choices.find((each) => each.answer === answers[question])
    if (!chosen) continue
    for (const name of choices.flatMap((each) => each.adds)) if (!chosen.adds.includes(name)) away.add(name)
    for (const name of chosen.removes) away.add(name)
  }
  return details.materials.filter((material) => !away.has(material.name))
}
