using LinkageService.Tests.Support;

namespace LinkageService.Tests.Console;

/// <summary>What a person gets instead of a page or a file, and what keeps the console's cookies.</summary>
public sealed class FailurePageTests
{
    private const string Html = "text/html";

    [Theory]
    [InlineData("/nichts", 404, "没有地址")]
    [InlineData("/exports/runs/nowhere/notice.pdf", 404, "nowhere")]
    [InlineData("/exports/organizations/nowhere/households?format=doc", 400, "csv")]
    public async Task Get_WhatCannotBeGiven_APageThatSaysWhyAndLeadsBack(string address, int status, string words)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await service.SendAsync(HttpMethod.Get, address, body: null, ("Accept", Html));
        Assert.Equal((status, Html), (answer.Status, answer.ContentType));
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/errors", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nichts", "application/json")]
    [InlineData("/v1/nichts", Html)]
    public async Task Get_NothingThere_OfAnApi_AProblem(string address, string accept)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await service.SendAsync(HttpMethod.Get, address, body: null, ("Accept", accept));
        Assert.Equal((404, "application/problem+json", "not_found"), (answer.Status, answer.ContentType, answer.Code));
    }

    [Fact]
    public async Task Get_FileForAPurposeThatIsTooLong_RefusedNotMasked()
    {
        await using var service = await RunningService.StartAsync();
        var address = "/exports/organizations/nowhere/households?purpose=" + new string('x', 201);
        var answer = await service.SendAsync(HttpMethod.Get, address);
        Assert.Equal(400, answer.Status);
        Assert.Contains("purpose", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysOfCookies_OnceMade_AreTheirOwnersOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Absent: file modes");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("linkage-").FullName;
        await using (var service = await RunningService.StartAsync(TemporaryStorage.Settings(folder)))
        {
            Assert.Equal(200, (await service.GetAsync("/sign-in")).Status);
            var keys = Path.Combine(folder, "console-keys");
            Assert.NotEmpty(Directory.GetFiles(keys));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        }

        Directory.Delete(folder, recursive: true);
    }
}
