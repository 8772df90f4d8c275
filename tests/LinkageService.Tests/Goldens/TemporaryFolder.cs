namespace LinkageService.Tests.Goldens;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("linkage-golden-").FullName;

    /// <summary>The database in it.</summary>
    public string Database => System.IO.Path.Combine(Path, "linkage.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
