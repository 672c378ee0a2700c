/** What the search page uses of MiniSearch. */
export type Options = {
  combineWith: "AND" | "OR";
  prefix: (term: string, at: number, terms: string[]) => boolean;
  fuzzy: (term: string) => number | false;
  boost: Record<string, number>;
};
export type Result = { id: number; score: number; queryTerms: string[]; match: Record<string, string[]> };
export default class MiniSearch<Document> {
  constructor(options: {
    fields: string[];
    tokenize: (text: string) => string[];
    processTerm: (term: string) => string;
  });
  addAll(documents: Document[]): void;
  search(query: string, options: Options): Result[];
}
