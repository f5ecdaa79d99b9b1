# The environment of everything that runs, in make and in Snakemake alike: sums must not depend on how many threads
# share them, nor sets on the hash seed, nor files on the date.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PYTHONHASHSEED := 0
export SOURCE_DATE_EPOCH := 1293840000
