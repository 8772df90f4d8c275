using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Every code a document can raise: one mistake, one problem, at its field, line and column.</summary>
public sealed class SchemeProblemTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (code, field, yaml) in BrokenDocuments.All)
        {
            data.Add(code.Name, field, yaml);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compile_OneMistake_OneProblemWhereItStands(string code, string field, string marked)
    {
        var whole = marked.StartsWith("id:", StringComparison.Ordinal) ? marked : BrokenDocuments.Head + marked;
        var yaml = whole.Replace(BrokenDocuments.Mark, "", StringComparison.Ordinal);
        var before = whole.Split(BrokenDocuments.Mark)[0];
        var (line, column) = (before.Count(letter => letter == '\n') + 1, before.Length - before.LastIndexOf('\n'));

        var compilation = SchemeText.Compile(yaml);

        Assert.True(compilation.Problems.Count == 1, SchemeText.Show(compilation.Problems));
        var problem = compilation.Problems[0];
        Assert.Equal((code, field, line, column), (problem.Code.Name, problem.Field, problem.Line, problem.Column));
        Assert.Equal(problem.IsWarning, compilation.Scheme is not null);
        Assert.NotEqual(problem.Message.Zh, problem.Message.En);
    }

    [Fact]
    public void ProblemCodes_OfTheDocument_EachHasACase()
    {
        var (first, last) = (ProblemCodes.Precedence(ProblemCodes.SchemeTooLarge), ProblemCodes.Precedence(ProblemCodes.PoolMayKeepMoney));
        var codes = ProblemCodes.All.Skip(first).Take(last - first + 1).Select(code => code.Name);

        Assert.Empty(codes.Except(BrokenDocuments.All.Select(row => row.Code.Name)));
    }

    [Theory]
    [InlineData("id: ''\nversion: 1\ntitle: x", "invalid_name id 1:5")]
    [InlineData("id: a b\nversion: 1\ntitle: x", "invalid_name id 1:5")]
    [InlineData("version: 1\ntitle: x", "scheme_missing_field id 1:1")]
    [InlineData("id: 村-1_𠮷\nversion: 0\ntitle: x", "scheme_invalid_value version 2:10")]
    [InlineData("id: a\nversion: 1\ntitle: ''", "scheme_missing_field title 3:8")]
    [InlineData("id: a\nversion: 1\ntitle: { en: x }", "scheme_missing_field title.zh 3:8")]
    public void Compile_HeadWithAMistake_Refused(string head, string expected)
    {
        var problem = SchemeText.Compile(head + "\nsteps: [ { id: s, kind: record, amount: 1 yuan } ]\n").Problems.Single();

        Assert.Equal(expected, $"{problem.Code} {problem.Field} {problem.Line}:{problem.Column}");
    }

    [Theory]
    [InlineData("amount: min(income, 5 yuan), into: fund:x", "formula_syntax steps[0].amount", "amount: \"min(income, 5 yuan)\"")]
    [InlineData("amount: 'min(income, 5 yuan)', into: fund:余", null, null)]
    [InlineData("amount: max(0, min(income, 5 yuan) - 1 yuan), into: fund:x", "formula_syntax steps[0].amount",
        "amount: \"max(0, min(income, 5 yuan) - 1 yuan)\"")]
    [InlineData("amount: 10,000 yuan, into: fund:x", "formula_syntax steps[0].amount", "is written 10000")]
    [InlineData("amount: 5 yuan, into: fund:x, clause: 提取 5 元, 其余结转", "scheme_unknown_field steps[0].其余结转", "no field")]
    public void Compile_CommaInBraces_OneProblemWithTheCure(string step, string? expected, string? cure)
    {
        var problems = SchemeText.Compile(SchemeText.Head + $$"""
            inputs: { income: { type: money } }
            steps:
              - { id: t, kind: take, from: income, {{step}} }
              - { id: rest, kind: split, from: income, into: { carry:下年: remaining } }
            """).Problems;

        Assert.Equal(expected ?? "", string.Join('\n', problems.Select(problem => $"{problem.Code} {problem.Field}")));
        Assert.True(cure is null || problems[0].Message.En.Contains(cure, StringComparison.Ordinal), SchemeText.Show(problems));
    }

    [Theory]
    [InlineData("type: money, default: 10,000.00", "write 10000.00")]
    [InlineData("type: money, default: ' 10000.00'", "write 10000.00")]
    [InlineData("type: money, default: 30万", "write 300000")]
    [InlineData("type: money, default: 1.2万元", "write 12000")]
    [InlineData("type: rate, default: 10％", "write 10%")]
    [InlineData("type: rate, default: 10 %", "write 10%")]
    [InlineData("type: rate, default: 5‰", "write 0.5%")]
    [InlineData("type: rate, default: 百分之十", "write 10%")]
    [InlineData("type: rate, default: 百分之二十五", "write 25%")]
    [InlineData("type: rate, default: 三成", "write 30%")]
    [InlineData("type: rate, default: ten", "write it like 10%, 0.1, 1/3 or 7:3")]
    [InlineData("type: money, default: 1e5", "write it like 1234.56")]
    public void Compile_NumberAsOfficesWriteIt_SaysTheSpelling(string parameter, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + $$"""
            parameters: { p: { {{parameter}} } }
            steps: [ { id: t, kind: record, amount: p * 1 yuan } ]
            """).Problems.Single(problem => problem.Code == ProblemCodes.SchemeInvalidValue);

        Assert.Equal("parameters.p.default", problem.Field);
        Assert.Contains(cure, problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_Library_NoProblem() => Assert.All(SchemeText.Library(), scheme =>
        Assert.Equal((scheme.Name, ""), (scheme.Name, SchemeText.Show(SchemeText.Compile(scheme.Yaml).Problems))));

    [Fact]
    public void Compile_SevenMistakes_SevenProblemsAndNoEcho()
    {
        var compilation = SchemeText.Compile("""
            id: example
            version: one
            title: { zh: 例子 }
            parameters:
              rate: { type: ratio }
              price: { type: money, per: mu, default: 1.234 }
            inputs: { income: { type: money }, grant: { type: money } }
            holdings: { land: { unit: mu } }
            groups: { a: { tag: x, group: b } }
            steps:
              - { id: fee, kind: take, from: income, amount: incom * rate, into: fund:fees }
              - { id: rent, kind: pay, from: payer:company, amount: land * price +, to: a }
              - { id: rest, kind: allocate, from: income, by: land, round: floor }
              - { id: share, kind: allocate, from: income, by: land, to: a }
            """);

        Assert.Equal(
            [
                "scheme_invalid_value groups.a", "scheme_invalid_value version", "scheme_invalid_value parameters.rate.type",
                "scheme_invalid_value parameters.price.default", "formula_syntax steps[1].amount", "scheme_unknown_field steps[2].round",
                "unknown_name steps[0].amount",
            ],
            compilation.Problems.Select(problem => $"{problem.Code} {problem.Field}"));
        Assert.Null(compilation.Scheme);
    }

    [Fact]
    public void Compile_UnreadableDeclarations_ReferencesToThemAreNoSecondMistake()
    {
        var compilation = SchemeText.Compile(SchemeText.Head + """
            inputs: { income: money }
            holdings: { land: { unit: mu } }
            groups: { poor: { tag: a, not: b } }
            steps:
              - { id: parts, kind: split, from: income, into: { villagers: 7 +, collective: 3 } }
              - { id: chosen, kind: select, places: 3 mu mu, as: winners }
              - { id: share, kind: allocate, from: villagers, by: land, to: poor }
              - { id: prize, kind: allocate, from: collective, to: winners, cap: pool(villagers) }
              - { id: tax, kind: withhold, of: share, amount: 20%, into: fund:tax }
            """);

        Assert.Equal(
            ["groups.poor", "inputs.income", "steps[0].into.villagers", "steps[1].places"],
            compilation.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Compile_ThousandsOfMistakes_TwoHundredAreKept()
    {
        var yaml = SchemeText.Head + string.Concat(Enumerable.Range(0, 5000).Select(number => $"{new string('x', 500)}{number}: 1\n"));

        var problems = SchemeText.Compile(yaml).Problems;

        Assert.Equal(200, problems.Count);
        Assert.All(problems, problem => Assert.InRange(problem.Field.Length + problem.Message.En.Length, 1, 1000));
    }
}
