set -e
npm install --no-audit --no-fund --loglevel=error
npx openapi-typescript openapi.json -o api.ts
npx tsc --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck flow.ts
node flow.js "$LINKAGE_URL"
