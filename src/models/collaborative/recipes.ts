/** Collaborative filtering that is trained: factors, graphs of users and items, a small network. */
import { BPR, CONTENT_FACTORS, LIGHT_GCN, NEUMF } from "../../config/models.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { bprNetwork } from "./bpr.ts";
import { contentFactorNetwork } from "./content-factors.ts";
import { FactorModel } from "./factor-model.ts";
import { lightGcnNetwork } from "./light-gcn.ts";
import { NeuMf } from "./neumf.ts";

export const COLLABORATIVE: readonly RecommenderRecipe[] = [
  {
    task: "items",
    name: "bpr-mf",
    title: "BPR matrix factorisation",
    source: "Rendle et al. 2009, arXiv 1205.2618",
    needs: [],
    random: true,
    settings: BPR,
    create: (settings) => {
      const all = { ...BPR[0], ...settings };
      return new FactorModel("bpr-mf", all, (likes, _data, options) =>
        bprNetwork(likes, all, options),
      );
    },
  },
  {
    task: "items",
    name: "factor-tuned",
    title: "Fine-tuned factorisation",
    source:
      "encoder outputs mapped to latent factors, cosine; loss of Wu et al. 2022, arXiv 2201.02327",
    needs: [],
    random: true,
    settings: CONTENT_FACTORS,
    create: (settings) => {
      const all = { ...CONTENT_FACTORS[0], ...settings };
      return new FactorModel("factor-tuned", all, (likes, data, options) =>
        contentFactorNetwork(likes, data, all, options),
      );
    },
  },
  {
    task: "items",
    name: "light-gcn",
    title: "LightGCN",
    source: "He et al. 2020, arXiv 2002.02126",
    needs: [],
    random: true,
    settings: LIGHT_GCN,
    create: (settings) => {
      const all = { ...LIGHT_GCN[0], ...settings };
      return new FactorModel("light-gcn", all, (likes, _data, options) =>
        lightGcnNetwork(likes, all, options),
      );
    },
  },
  {
    task: "items",
    name: "neumf",
    title: "NeuMF",
    source: "He et al. 2017, arXiv 1708.05031",
    needs: [],
    random: true,
    settings: NEUMF,
    create: (settings) => new NeuMf("neumf", { ...NEUMF[0], ...settings }),
  },
];
