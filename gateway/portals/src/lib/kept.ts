/** What this browser keeps for its reader. Where storage is closed, it is kept for the visit. */
const visit = new Map<string, string>()
const READING = new Set(['language', 'elder', 'street'])

export function kept<T>(name: string, otherwise: T, store: 'local' | 'session' = 'local'): T {
  try {
    const text = (store === 'local' ? localStorage : sessionStorage).getItem(name)
    return text === null ? otherwise : (JSON.parse(text) as T)
  } catch {
    return visit.has(name) ? (JSON.parse(visit.get(name)!) as T) : otherwise
  }
}

export function keep(name: string, value: unknown, store: 'local' | 'session' = 'local'): void {
  const text = JSON.stringify(value)
  try {
    ;(store === 'local' ? localStorage : sessionStorage).setItem(name, text)
  } catch {
    visit.set(name, text)
  }
}

/** Forget all but what says how somebody reads: whoever comes next shall find nothing personal. */
export function forget(): void {
  for (const name of [...visit.keys(), ...Object.keys(localStorage)]) {
    if (!READING.has(name)) drop(name)
  }
}

export function drop(name: string, store: 'local' | 'session' = 'local'): void {
  visit.delete(name)
  try {
    ;(store === 'local' ? localStorage : sessionStorage).removeItem(name)
  } catch {
    // Nothing was kept there.
  }
}
