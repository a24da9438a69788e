export const usedExport = "used";
export const unusedExport = "not used";
