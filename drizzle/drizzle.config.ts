import { defineConfig } from 'drizzle-kit';

/** Paths are relative to the root of the repository: `npx drizzle-kit generate --config drizzle/drizzle.config.ts`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/data/schema.ts', './src/data/internal-schema.ts', './src/data/journal-schema.ts'],
  out: './drizzle',
});
