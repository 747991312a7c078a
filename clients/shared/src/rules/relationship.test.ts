import { describe, expect, it } from "vitest";
import { admitRelationship, LINKS, relationships } from "./relationship";

describe("続柄, step by step", () => {
  it("begins with the standard's words", () => {
    expect(relationships("")).toContain("世帯主");
    expect(relationships("")).toContain("子（子の妻）");
    expect(relationships("")).not.toContain("孫");
  });

  it("goes on with の, up to four", () => {
    expect(relationships("子")).toContain("子の子");
    expect(relationships("子の")).toEqual(LINKS.map((link) => `子の${link}`));
    expect(relationships("子の子の子の")).toContain("子の子の子の妻");
    expect(relationships("子の子の子の妻")).toEqual(["子の子の子の妻", "子の子の子の妻（未届）"]);
    expect(relationships("子の子の子の妻の")).toEqual([]);
  });

  it("narrows as one types", () => {
    expect(relationships("妻")).toContain("妻（未届）");
    expect(relationships("子(")).toEqual(["子（子の夫）", "子（子の妻）"]);
    expect(relationships("孫")).toEqual([]);
    expect(relationships("甥の")).toEqual([]);
  });

  it("offers nothing that the field refuses", () => {
    for (const typed of ["", "子", "子の", "妻の", "子の子の", "父の兄の子の", "妻"]) {
      for (const one of relationships(typed)) expect(admitRelationship(one)).toBe(one);
    }
  });
});
