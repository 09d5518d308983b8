// Runs the micro benchmarks: `dotnet run -c Release --project benchmarks/Micro -- --filter '*'`.
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(InfoBip.MicroBenchmarks.InstanceBenchmarks).Assembly).Run(args);
