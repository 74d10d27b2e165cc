# Runs Rtsne on one thread and prints its CPU seconds and the Kullback-Leibler divergence, for TsneBenchmark.
#   Rscript rtsne.R POINTS.csv   (Debian: r-cran-rtsne)
points <- as.matrix(read.csv(commandArgs(trailingOnly = TRUE)[1], header = FALSE))
set.seed(14)
taken <- system.time(map <- Rtsne::Rtsne(points, pca = FALSE, perplexity = 30, theta = 0.5, max_iter = 1000,
                                         num_threads = 1, check_duplicates = FALSE))
cat(taken[["user.self"]] + taken[["sys.self"]], sum(map$costs), "\n")
