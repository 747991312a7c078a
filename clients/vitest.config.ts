import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,staff,display}/src/**/*.test.{ts,tsx}"],
    environment: "node",
    restoreMocks: true,
    sequence: { shuffle: true },
  },
});
