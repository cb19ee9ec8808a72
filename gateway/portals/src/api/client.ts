import createClient, { type Middleware } from 'openapi-fetch'
import { leave, session } from '../lib/session'
import type { components, paths } from './schema'

/** Every answer shows all its fields; the document does not say so of each. */
export type Whole<T> = T extends (infer Each)[]
  ? Whole<Each>[]
  : T extends object
    ? { [Key in keyof T]-?: Whole<T[Key]> }
    : T

type Schemas = components['schemas']
export type Shown<Name extends keyof Schemas> = Whole<Schemas[Name]>

export interface FieldError {
  pointer: string
  code: string
  detail: string
}

/** What the gateway says when it says no (RFC 9457): a stable code and a sentence for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail)
  }
}

/** The key of the sentence for a line that is down: said in the reader's language. */
export const AWAY = 'gateway.away'

const signed: Middleware = {
  onRequest({ request }) {
    if (session.value) request.headers.set('Authorization', `Bearer ${session.value.token}`)
    return request
  },
  onResponse({ response }) {
    if (response.status === 401 && session.value) leave()
    return response
  },
  onError() {
    return new Problem(0, AWAY, '')
  },
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(signed)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Return what was answered, throw the Problem that was said instead. */
export function answered<T>({ data, error, response }: Answer<T>): Whole<T> {
  if (!response.ok) {
    const said = (error ?? {}) as Partial<Problem>
    throw new Problem(response.status, said.code ?? AWAY, said.detail ?? '', said.errors ?? [])
  }
  return data as Whole<T>
}

/** Return the rows of a page and the cursor of the next, if there is one. */
export function listed<T>(answer: Answer<{ items: T[] }>): { items: Whole<T>[]; next: string } {
  const page = answered(answer)
  const link = /<([^>]+)>; rel="next"/.exec(answer.response.headers.get('Link') ?? '')
  const next = link ? new URL(link[1]!, location.origin).searchParams.get('cursor') : null
  return { items: page.items as Whole<T>[], next: next ?? '' }
}

/** The condition under which a change is made: the version that was read. */
export const on = (version: number) => ({ 'If-Match': `"${version}"` })

/** A key that makes a submission safe to repeat. */
export const once = (key: string) => ({ 'Idempotency-Key': key })
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
