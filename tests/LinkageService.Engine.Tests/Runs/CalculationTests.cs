using System.Globalization;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>Whole runs: names in any script, order of arrival, what a result holds.</summary>
public sealed class CalculationTests
{
    private const string Village = """
        parameters: { 比例: { type: rate, default: 7:3 } }
        inputs: { 收益: { type: money } }
        holdings: { 土地: { unit: 亩 } }
        groups: { 低保: { tag: 低保户 } }
        steps:
          - { id: 分成, kind: split, from: 收益, into: { 村民: 比例, 𠮷村: remaining } }
          - { id: 土地分红, kind: allocate, from: 村民, by: 土地 }
          - { id: 返还, kind: allocate, from: 𠮷村, by: 土地, over: everyone, to: 低保 }
          - { id: 结余, kind: split, from: 𠮷村, into: { fund:公益金: remaining } }
        """;

    [Fact]
    public void Run_ChineseNames_AreNamesLikeAnyOther() => Assert.Equal(
        "户1: 土地分红 35.00, 返还 15.00, = 50.00\n户2: 土地分红 35.00, = 35.00\ninput 收益 100.00\nfund 公益金 15.00",
        Trial.Of(Village).Inputs("收益=100.00").Roster("id 土地 tags\n户1 2.5 低保户\n户2 2.5 -").Result());

    [Fact]
    public void Run_AnyOrderOfHouseholds_SameResultSameDigest()
    {
        var rows = Enumerable.Range(0, 100).Select(id => string.Create(CultureInfo.InvariantCulture,
            $"h{id} {id * 7 % 13}.{id % 10} {(id % 3 == 0 ? "低保户" : "-")}")).ToArray();
        var scheme = SchemeText.Scheme(Village);
        var expected = Trial.Of(scheme).Inputs("收益=12345.67").Roster("id 土地 tags\n" + string.Join('\n', rows)).Run();
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(rows);
            var trial = Trial.Of(scheme).Inputs("收益=12345.67").Roster("id 土地 tags\n" + string.Join('\n', rows));
            Assert.Equal(expected.Digest, trial.Run().Digest);
        }
    }

    [Fact]
    public void AmountsFen_OfAStepThatGaveNobodyAnything_IsNull()
    {
        var distribution = Trial.Of("""
            inputs: { income: { type: money } }
            steps: [ { id: share, kind: allocate, from: income } ]
            """).Inputs("income=0.00").Roster("id\na").Run();

        Assert.Null(distribution.Steps[0].AmountsFen);
    }

    [Fact]
    public void Digest_FieldsOfTheDocumentInAnotherOrder_IsTheSame()
    {
        // The scheme's own digest is that of its sorted keys, so the run's must not depend on their order either.
        const string steps = "steps: [ { id: a, kind: allocate, from: x, by: land + shares * 1 mu / 1 share * rate } ]";
        string Digest(string declared) => Trial.Of(declared + steps).Inputs("x=10.00").Roster("id land shares\na 1 2\nb 2 5").Run().Digest;
        Assert.Equal(
            Digest("""
                inputs: { x: { type: money }, y: { type: count, default: 3 } }
                parameters: { rate: { type: number, default: 2 }, other: { type: number, default: 1 } }
                holdings: { land: { unit: mu }, shares: { unit: share } }

                """),
            Digest("""
                parameters: { other: { type: number, default: 1 }, rate: { type: number, default: 2 } }
                holdings: { shares: { unit: share }, land: { unit: mu } }
                inputs: { y: { type: count, default: 3 }, x: { type: money } }

                """));
    }

    [Theory]
    [InlineData("a 1", "b 1", false)]
    [InlineData("a 1.0", "b 2", true)]
    [InlineData("a 1", "c 2", true)]
    public void Digest_OtherRoster_OtherDigest(string first, string second, bool differs)
    {
        var scheme = SchemeText.Scheme(Village);

        string Digest(string rows) => Trial.Of(scheme).Inputs("收益=1.00").Roster("id 土地\n" + rows).Run().Digest;

        Assert.Equal(differs, Digest("a 1\nb 1") != Digest(first + "\n" + second));
    }
}
