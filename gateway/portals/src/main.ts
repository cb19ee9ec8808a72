import { createApp } from 'vue'
import Shell from './Shell.vue'
import Zh from './parts/Zh.vue'
import { i18n, lastSpoken, speak } from './lib/words'
import { router } from './router'
import './style.css'

async function open(): Promise<void> {
  await speak(lastSpoken())
  createApp(Shell).use(i18n).use(router).component('Zh', Zh).mount('#app')
}

void open()
