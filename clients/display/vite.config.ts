import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.MADOGUCHI_SERVER ?? "http://localhost:8000";

export default defineConfig({
  base: "/display/",
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
});
