using LinkageService.Grpc.Tests.Support;

namespace LinkageService.Grpc.Tests.Interop;

/// <summary>Each case of the official client must succeed, and fail against the broken host.</summary>
public sealed class RubyClientTests(RubyClientRun run) : IClassFixture<RubyClientRun>
{
    // This one cancels before the server can answer, so no server makes it fail.
    private const string CannotFail = "cancel_after_begin";

    public static TheoryData<string> Cases => [.. RubyClientRun.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OfficialClient_Case_SucceedsAndFailsAgainstTheBrokenHost(string testCase)
    {
        Component.Require(run.Missing is null, run.Missing ?? "");

        Assert.Contains($"ok {testCase}\n", run.Good, StringComparison.Ordinal);
        if (testCase != CannotFail)
        {
            Assert.Contains($"failed {testCase}:", run.Broken, StringComparison.Ordinal);
        }

        Assert.Empty(run.Log.Errors);
    }
}
