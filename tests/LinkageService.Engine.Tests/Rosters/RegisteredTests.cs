using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Rosters;

public sealed class RegisteredTests
{
    private const string ByLand = """
        inputs: { income: { type: money } }
        holdings: { land: { unit: mu } }
        steps:
          - { id: share, kind: allocate, from: income, by: land, to: GROUP }
        """;

    [Fact]
    public void Registered_SchemeDoesNotReadTheTag_KeptAndNotInTheDigest()
    {
        var scheme = ByLand.Replace(", to: GROUP", "", StringComparison.Ordinal);
        var tagged = Trial.Of(scheme).Inputs("income=100").Roster("id land tags\nb 1 registered+hardship\na 2 -\nc 3 monitored").Run();
        var plain = Trial.Of(scheme).Inputs("income=100").Roster("id land\nb 1\na 2\nc 3").Run();

        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(tagged.Roster.Registered.Contains));
        Assert.Equal(0, plain.Roster.Registered.Members);
        Assert.Equal(plain.Digest, tagged.Digest);
        Assert.Throws<ArgumentException>(() => tagged.Roster.Tagged("registered"));
    }

    [Fact]
    public void Registered_SchemeReadsTheTag_TheSameMask()
    {
        var run = Trial.Of("groups: { poor: { any: [{ tag: registered }, { tag: monitored }] } }\n"
            + ByLand.Replace("GROUP", "poor", StringComparison.Ordinal))
            .Inputs("income=100").Roster("id land tags\nb 1 registered\na 2 -\nc 3 monitored").Run();

        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(run.Roster.Registered.Contains));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(run.Roster.Tagged("registered").Contains));
    }
}
