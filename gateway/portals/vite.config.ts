import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Writes each asset once more, packed, for the gateway to send as it is. */
function packed(): Plugin {
  return {
    name: 'packed',
    writeBundle({ dir }) {
      const assets = `${dir}/assets`
      for (const name of readdirSync(assets)) {
        writeFileSync(`${assets}/${name}.gz`, gzipSync(readFileSync(`${assets}/${name}`), { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  plugins: [vue({ features: { optionsAPI: false } }), packed()],
  define: {
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    target: ['chrome90', 'safari14'],
    outDir: '../static',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
