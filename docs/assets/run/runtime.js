// Where this site keeps its Python; `python -m deepcuts build` writes the real one. Without it nothing can be run.
export const runtime = null;
