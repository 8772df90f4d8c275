using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>The protos keep the rules of buf's STANDARD set.</summary>
public sealed class ProtoLintTests
{
    private const string Lint = "npx --yes @bufbuild/buf lint";

    [Fact]
    public async Task Lint_OfTheProtos_FindsNothing()
    {
        await Tool.RequireInFullAsync("npx --yes @bufbuild/buf --version");
        var (exitCode, output) = await Tool.RunAsync(Lint, Path.Combine(SchemeCases.RepositoryRoot(), "protos"));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Lint_OfABrokenProto_FindsIt()
    {
        await Tool.RequireInFullAsync("npx --yes @bufbuild/buf --version");
        var folder = Directory.CreateTempSubdirectory("linkage-lint-").FullName;
        try
        {
            File.Copy(Path.Combine(SchemeCases.RepositoryRoot(), "protos", "buf.yaml"), Path.Combine(folder, "buf.yaml"));
            await File.WriteAllTextAsync(Path.Combine(folder, "bad.proto"), "syntax = \"proto3\";\nmessage wrong { int32 BadName = 1; }\n");
            var (exitCode, output) = await Tool.RunAsync(Lint, folder);
            Assert.NotEqual(0, exitCode);
            Assert.Contains("BadName", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
