import { ref, watchEffect } from 'vue'
import { keep, kept } from './kept'

/** Elder mode (长者模式): large letters, one column, the services most needed; remembered. */
export const elder = ref(kept('elder', false))

watchEffect(() => {
  document.documentElement.dataset.mode = elder.value ? 'elder' : 'plain'
  keep('elder', elder.value)
})

export function chineseVoice(): SpeechSynthesisVoice | undefined {
  return globalThis.speechSynthesis?.getVoices().find((voice) => voice.localService && voice.lang.startsWith('zh'))
}

/** Read the main part of the page aloud, or stop. */
export function readAloud(): void {
  const speaking = speechSynthesis.speaking
  speechSynthesis.cancel()
  if (speaking) return
  const said = new SpeechSynthesisUtterance(document.querySelector('main')?.innerText ?? '')
  said.voice = chineseVoice() ?? null
  said.lang = 'zh-CN'
  said.rate = 0.9
  speechSynthesis.speak(said)
}
