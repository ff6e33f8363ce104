import type { HardhatPlugin } from "hardhat/types/plugins";

/**
 * Puts the artifacts in order before TypeChain sees them: Hardhat lists them as the disk answers, and the generated
 * files would then differ from one build to the next.
 */
export const orderedArtifacts: HardhatPlugin = {
  id: "ordered-artifacts",
  npmPackage: null,
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        async processArtifactsAfterSuccessfulBuild(_context, artifactPaths) {
          // The hook has no way to pass a list on: every handler gets this very array, so it is sorted in place.
          (artifactPaths as string[]).sort();
        },
      }),
    }),
  },
};
