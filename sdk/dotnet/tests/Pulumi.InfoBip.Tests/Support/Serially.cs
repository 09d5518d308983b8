// Pulumi's deployments take their settings from the process's environment, so there is one at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
