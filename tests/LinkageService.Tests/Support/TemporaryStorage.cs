namespace LinkageService.Tests.Support;

/// <summary>Settings for a service with an empty database of its own.</summary>
internal static class TemporaryStorage
{
    /// <summary>Ports the system chooses, no demo, and a database in a new folder.</summary>
    public static string[] Settings(string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("linkage-").FullName;
        return ["--Http:Port=0", "--Grpc:Port=0", "--Demo:Enabled=false", "--Storage:Path=" + Path.Combine(folder, "linkage.db")];
    }
}
