namespace LinkageService.Benchmarks;

/// <summary>Settings of a service that is measured: ports the system chooses, an empty database of its own.</summary>
internal static class BenchmarkSettings
{
    public static string[] Standard() =>
    [
        "--Http:Port=0", "--Grpc:Port=0", "--Demo:Enabled=false",
        "--Storage:Path=" + Path.Combine(Directory.CreateTempSubdirectory("linkage-benchmark-").FullName, "linkage.db"),
    ];
}
