using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>One run written as text: figures as <c>income=100.00 rate=5%</c>, the roster as a table, the result one line each.</summary>
internal sealed class Trial
{
    private readonly Scheme _scheme;
    private readonly List<Problem> _problems = [];
    private Dictionary<string, string> _inputs = [];
    private Dictionary<string, string> _parameters = [];
    private string _roster = "id";
    private int _year = 2020;

    private Trial(Scheme scheme) => _scheme = scheme;

    public static Trial Of(string yaml) => new(SchemeText.Scheme(yaml));

    public static Trial Of(Scheme scheme) => new(scheme);

    public Trial In(int year)
    {
        _year = year;
        return this;
    }

    public Trial Inputs(string figures)
    {
        _inputs = Figures(figures);
        return this;
    }

    public Trial Parameters(string figures)
    {
        _parameters = Figures(figures);
        return this;
    }

    /// <summary>
    /// A table with a head: <c>id land tags</c>, then a household a line; - leaves a holding or label out, tags are joined by +, and
    /// <c>members(age_>=_70)</c> has its spaces written as _. A
    /// column of the name of a label is that label; <c>label:x</c> is one that the scheme does not read.
    /// </summary>
    public Trial Roster(string table)
    {
        _roster = table;
        return this;
    }

    /// <summary>The distribution; any problem fails the test.</summary>
    public Distribution Run()
    {
        var distribution = TryRun();
        Assert.True(distribution is not null, SchemeText.Show(_problems));
        return distribution;
    }

    /// <summary>The first problem by precedence; a distribution fails the test.</summary>
    public Problem Refused()
    {
        Assert.Null(TryRun());
        return _problems.MinBy(problem => ProblemCodes.Precedence(problem.Code))!;
    }

    /// <summary>All problems by precedence; a distribution fails the test.</summary>
    public Problem[] AllRefused()
    {
        Assert.Null(TryRun());
        return _problems.OrderBy(problem => ProblemCodes.Precedence(problem.Code)).ToArray();
    }

    /// <summary>The distribution, or null.</summary>
    public Distribution? TryRun()
    {
        var terms = RunTerms.Bind(_scheme, _year, _parameters, _inputs, _problems);
        var roster = Read();
        if (terms is null || roster is null)
        {
            return null;
        }

        var outcome = Calculation.Run(_scheme, terms, roster);
        _problems.AddRange(outcome.Problems);
        return outcome.Distribution;
    }

    /// <summary>The households' lines, the records in brackets, then every source and fund: one a line.</summary>
    public string Result()
    {
        var (distribution, text) = (Run(), new StringBuilder());
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var statement = distribution.Statement(household);
            var lines = statement.Lines.Select(line => $"{line.Step.Id} {line.Amount}")
                .Concat(statement.Records.Select(line => $"[{line.Step.Id} {line.Amount}]"))
                .Append($"= {statement.Total}");
            text.Append(statement.Household).Append(": ").AppendJoin(", ", lines).Append('\n');
        }

        foreach (var source in distribution.Sources)
        {
            text.Append(source.IsPayer ? "payer " : "input ").Append(source.Name).Append(' ').Append(source.Amount).Append('\n');
        }

        foreach (var fund in distribution.Funds)
        {
            text.Append(fund.IsCarried ? "carry " : "fund ").Append(fund.Name).Append(' ').Append(fund.Amount).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private Roster? Read()
    {
        var rows = _roster.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var builder = new RosterBuilder(_scheme.RosterSchema, maxHouseholds: 2_000_000);
        foreach (var row in rows.Skip(1))
        {
            builder.Begin();
            for (var cell = 0; cell < row.Length; cell++)
            {
                State(builder, rows[0][cell], row[cell], _scheme);
            }

            builder.End();
        }

        var roster = builder.Build();
        _problems.AddRange(builder.Problems);
        return roster;
    }

    private static void State(RosterBuilder builder, string column, string value, Scheme scheme)
    {
        switch (column)
        {
            case "id":
                builder.Id(Encoding.UTF8.GetBytes(value));
                break;
            case "tags":
                foreach (var tag in value.Split('+').Where(tag => tag != "-"))
                {
                    builder.Tag(Encoding.UTF8.GetBytes(tag));
                }

                break;
            case var name when name.StartsWith("label:", StringComparison.Ordinal):
                builder.Label(Encoding.UTF8.GetBytes(name["label:".Length..]), Encoding.UTF8.GetBytes(value));
                break;
            case var name when scheme.Labels.FirstOrDefault(label => label.Name == name || label.Title.Zh == name) is { } label:
                builder.Label(Encoding.UTF8.GetBytes(label.Name), Encoding.UTF8.GetBytes(value == "-" ? "" : value));
                break;
            // A space parts the columns of the table.
            case var name when name.StartsWith("members(", StringComparison.Ordinal):
                builder.Holding(Encoding.UTF8.GetBytes(name.Replace('_', ' ')), Encoding.UTF8.GetBytes(value));
                break;
            default:
                if (value != "-")
                {
                    builder.Holding(Encoding.UTF8.GetBytes(column), Encoding.UTF8.GetBytes(value));
                }

                break;
        }
    }

    private static Dictionary<string, string> Figures(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(figure => figure.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
