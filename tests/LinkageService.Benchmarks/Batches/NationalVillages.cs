using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;

namespace LinkageService.Benchmarks.Batches;

/// <summary>
/// Villages of a country: every shipped scheme in turn, the households of its sample over and over under numbers of their own, and the
/// money of the sample times as much as there are more households.
/// </summary>
internal sealed class NationalVillages
{
    private readonly Kind[] _kinds;

    public NationalVillages()
    {
        var samples = SampleCalculations.Load(TimeProvider.System);
        _kinds = [.. SchemeLibrary.Load().Latest.Select(scheme => new Kind(scheme, samples.Of(scheme)))];
    }

    /// <summary>How many schemes there are.</summary>
    public int Schemes => _kinds.Length;

    /// <summary>The scheme of a village.</summary>
    public Scheme SchemeOf(int village) => _kinds[village % _kinds.Length].Scheme;

    /// <summary>The figures of a village, as a caller states them.</summary>
    public CalculateDistributionRequest AskedOf(int village)
    {
        var (kind, households) = (_kinds[village % _kinds.Length], VillageSizes.Of(village));
        return new CalculateDistributionRequest { Parameters = kind.Sample.Parameters, Inputs = kind.InputsFor(households) };
    }

    /// <summary>Its roster.</summary>
    public Roster RosterOf(int village) => _kinds[village % _kinds.Length].Roster(VillageSizes.Of(village));

    /// <summary>Its distribution.</summary>
    /// <exception cref="InvalidOperationException">The figures do not fit.</exception>
    public Distribution Compute(int village, CalculateDistributionRequest asked, Roster roster)
    {
        var kind = _kinds[village % _kinds.Length];
        var problems = new List<Problem>();
        var terms = RunTerms.Bind(kind.Scheme, kind.Sample.Year, asked.Parameters, asked.Inputs, problems);
        var outcome = terms is null ? null : Calculation.Run(kind.Scheme, terms, roster);
        return outcome?.Distribution ?? throw new InvalidOperationException(
            $"{kind.Scheme.Id}: {(problems.Count > 0 ? problems : outcome!.Problems)[0].Message.En}");
    }

    private sealed record Kind(Scheme Scheme, SampleCalculation Sample)
    {
        private readonly Written[] _households = [.. Sample.Households.Select(household => new Written(
            [.. household.Tags.Select(Utf8)],
            [.. household.Labels.Select(label => (Utf8(label.Key), Utf8(label.Value)))],
            [.. household.Holdings.Select(holding => (Utf8(holding.Key), Utf8(holding.Value)))]))];

        public Roster Roster(int households)
        {
            var builder = new RosterBuilder(Scheme.RosterSchema, households);
            Span<byte> id = stackalloc byte[8];
            for (var at = 0; at < households; at++)
            {
                var written = _households[at % _households.Length];
                (at + 1).TryFormat(id, out var length, "D5", CultureInfo.InvariantCulture);
                builder.Begin();
                builder.Id(id[..length]);
                foreach (var tag in written.Tags)
                {
                    builder.Tag(tag);
                }

                foreach (var (name, value) in written.Labels)
                {
                    builder.Label(name, value);
                }

                foreach (var (name, value) in written.Holdings)
                {
                    builder.Holding(name, value);
                }

                builder.End();
            }

            return builder.Build() ?? throw new InvalidOperationException(builder.Problems[0].Message.En);
        }

        public Dictionary<string, string> InputsFor(int households) => Sample.Inputs.ToDictionary(
            input => input.Key, input => Scheme.Inputs.First(each => each.Name == input.Key).IsMoney
                ? new Money((long)(FenOf(input.Value) * households / _households.Length)).ToString()
                : input.Value,
            StringComparer.Ordinal);

        private static Int128 FenOf(string yuan)
        {
            Money.TryParse(yuan, out var money);
            return money.Fen;
        }

        private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
    }

    private sealed record Written(byte[][] Tags, (byte[] Name, byte[] Value)[] Labels, (byte[] Name, byte[] Value)[] Holdings);
}
