using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Configuration;
using LinkageService.Hosting;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests;

/// <summary>The commands of the guides are run as written: curl, the command line, buf through reflection, grpcio, grpc-js.</summary>
public sealed class GuideTests
{
    // Guide, section, how to see that its tool is there, and what its block must print.
    public static TheoryData<string, string, string, string[]> Blocks => new()
    {
        { "README.md", "## Run it", "curl --version", ["塘湾村股份经济合作社", "\"household\":\"0002\"", "【第一层：土地分红】"] },
        { "README.zh-CN.md", "## 运行", "curl --version", ["\"household\":\"0002\"", "【第一层：土地分红】"] },
        { "docs/operations.md", "## 第一次启动 · The first start", "curl --version", ["\"closed\"", "\"valid\":true"] },
        { "docs/operations.md", "## 密钥 · Keys", "dotnet --version", ["制单员", "approver", "已作废"] },
        { "docs/operations.md", "## 账号 · Accounts", "dotnet --version", ["出纳员: disabled", "locked until"] },
        { "docs/operations.md", "## 备份与恢复 · Backup and restore", "dotnet --version", ["已备份并核对", "已恢复并核对", "restored/linkage.key"] },
        { "docs/operations.md", "## 密钥文件 · The key file", "dotnet --version", ["opens only", "none is left", "retired.key"] },
        { "docs/operations.md", "## 核对 · Verify", "curl --version", ["audit entries"] },
        { "README.md", "### REST", "curl --version", ["\"18027.84\"", "\"6264.50\"", "\"7177.10\""] },
        { "README.md", "### Command line", "dotnet --version", ["517", "180,000.00", "79,800.00"] },
        {
            "docs/grpc.md", "## Streams over REST", "curl --version",
            ["\"total\":\"38656.72\"", "\"total\":\"49576.12\"", "{\"end\":{\"statements\":2}}"]
        },
        { "docs/grpc.md", "## buf curl", "npx --version", ["\"amountFen\": \"161967\"", "\"amountFen\": \"11096962\""] },
        {
            "docs/grpc.md", "## Python", "python3 -c 'import grpc, grpc_tools'",
            ["0001 3865672", "0002 4957612", "INVALID_ARGUMENT empty_roster"]
        },
        {
            "docs/runs.md", "## The whole way", "curl --version",
            ["\"added\":5", "\"total\":\"25681.67\"", "\"matches\":true,\"digest\":\"sha256:"]
        },
        {
            // Goes on where the first block of the page ends.
            "docs/runs.md", "## The whole way + ## Paying those who left", "curl --version",
            ["\"relation\":\"heir\",\"account\":\"****5678\",\"evidence\":\"****012号\"}", "\"kind\":\"settlement\",\"matches\":true"]
        },
        {
            "docs/schemes.md", "## 12. To the first paid run", "curl --version",
            ["stored", "\"amount\":\"4500.00\"", "9,000.00"]
        },
        {
            "docs/schemes.zh-CN.md", "## 12. 从方案到第一次发钱 To the first paid run", "curl --version",
            ["已收录", "\"amount\":\"4500.00\"", "9,000.00"]
        },
        { "docs/grpc.md", "## Node", "npm --version", ["0001 119752"] },
        {
            "docs/integration.md", "## Python", "python3 --version",
            ["told: organization.created /v1/organizations/python-village", "feed: ['organization.created']"]
        },
        {
            "docs/integration.md", "## Node", "node --version",
            ["told: organization.created /v1/organizations/node-village", "feed: [ 'organization.created' ]"]
        },
        {
            "docs/integration.md", "## C#", "dotnet --version",
            ["told: True organization.created /v1/organizations/csharp-village", "feed: organization.created"]
        },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_AsWritten_Works(string guide, string section, string component, string[] expected)
    {
        Assert.SkipUnless(Thorough.IsWanted || guide.StartsWith("README", StringComparison.Ordinal), FullRun.Reason);
        await (component.StartsWith("np", StringComparison.Ordinal) ? Tool.RequireInFullAsync(component) : Tool.RequireAsync(component));
        var folder = Directory.CreateTempSubdirectory("linkage-guide-").FullName;

        // Where the commands of the guides look for it; with the demo of a first start, but where a guide makes its own village.
        var isEmpty = guide is "docs/integration.md" or "docs/runs.md" or "docs/schemes.md" or "docs/schemes.zh-CN.md";
        var demo = "--Demo:Enabled=" + (isEmpty ? "false" : "true");
        var database = "--Storage:Path=" + Path.Combine(folder, "data", "linkage.db");
        await using var app = ServiceHost.Build(
            [.. TemporaryStorage.Settings(folder), database, demo, "--Webhooks:AllowedHosts=127.0.0.1"]);
        await app.StartAsync();
        try
        {
            foreach (var name in new[] { "protos", "samples" })
            {
                Directory.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(SchemeCases.RepositoryRoot(), name));
            }

            var block = string.Concat(section.Split(" + ").Select(part => Block(guide, part)))
                .Replace("5081", PortOf(app.Urls.Last()), StringComparison.Ordinal)
                .Replace("5080", PortOf(app.Urls.First()), StringComparison.Ordinal)
                .Replace(
                    "dotnet run --project src/LinkageService --",
                    "dotnet " + typeof(ServiceHost).Assembly.Location,
                    StringComparison.Ordinal);
            var (exitCode, output) = await Tool.RunAsync("set -e\n" + block, folder);
            Assert.True(exitCode == 0, output);
            Assert.All(expected, line => Assert.Contains(line, output, StringComparison.Ordinal));
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PortOf(string url) => new Uri(url).Port.ToString(CultureInfo.InvariantCulture);

    private static string Block(string guide, string section)
    {
        var text = File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), guide));
        return Regex.Match(text, $"^{section}$.*?^```sh\n(?<block>.*?)^```$",
            RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["block"].Value;
    }
}
