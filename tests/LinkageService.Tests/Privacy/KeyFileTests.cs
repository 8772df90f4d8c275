using LinkageService.Configuration;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Privacy;

/// <summary>The key belongs to the database: without it, or with another, nothing starts.</summary>
public class KeyFileTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Start_WithTheKeyOfBefore_ReadsWhatWasStored(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var number = PrivateExamples.IdNumber(1);
        await using (var first = await RunningService.StartAsync(storage.Settings))
        {
            var roster = await new RosterClient(first).MakeAsync();
            await roster.PutAsync("0001", $$"""{ "persons": [ { "name": "甲", "idNumber": "{{number}}" } ] }""");
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyOf(storage)));
        }

        await using var second = await RunningService.StartAsync(storage.Settings);
        var shown = await new RosterClient(second).GetAsync("households/0001", ("X-Linkage-Purpose", "test"));
        Assert.Equal(number, shown.Json.GetProperty("persons")[0].GetProperty("idNumber").GetString());
    }

    [Theory]
    [InlineData("missing", "is not there")]
    [InlineData("another", "this is another key")]
    [InlineData("broken", "32 bytes in base64")]
    public async Task Start_WithoutTheRightKey_OneLineThatNamesTheSetting(string what, string reason)
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (await RunningService.StartAsync(storage.Settings))
        {
        }

        switch (what)
        {
            case "missing":
                File.Delete(KeyOf(storage));
                break;
            case "another":
                await File.WriteAllTextAsync(KeyOf(storage), Convert.ToBase64String(new byte[32]));
                break;
            default:
                await File.WriteAllTextAsync(KeyOf(storage), "abc");
                break;
        }

        var refused = await Assert.ThrowsAsync<BadSettingException>(() => RunningService.StartAsync(storage.Settings));
        Assert.Contains(" | Storage:KeyFile is ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(what != "missing", File.Exists(KeyOf(storage)));
    }

    private static string KeyOf(TestStorage storage) => Path.Combine(storage.Folder, "linkage.key");
}
