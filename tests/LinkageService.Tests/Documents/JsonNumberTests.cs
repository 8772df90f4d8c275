using LinkageService.Documents;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Documents;

/// <summary>Numbers and texts of JSON are read as they are meant, and what is said of a wrong one says what is wrong.</summary>
[Collection(SharedService.Name)]
public sealed class JsonNumberTests(ServiceFixture fixture)
{
    [Theory]
    [InlineData("1e2", "100")]
    [InlineData("1E+2", "100")]
    [InlineData("-2.5e-1", "-0.25")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("1.50e1", "15")]
    [InlineData("123.456e1", "1234.56")]
    [InlineData("123.456e-2", "1.23456")]
    [InlineData("0e5", "0")]
    [InlineData("0.00e-3", "0")]
    [InlineData("12.50", "12.50")]
    [InlineData("1e41", "1e41")]
    [InlineData("1e-999999999999", "1e-999999999999")]
    public void Plain_ANumber_IsItsDecimals(string number, string plain) => Assert.Equal(plain, JsonNumber.Plain(number));

    [Theory]
    [InlineData("2025.0", "2025")]
    [InlineData("2025.000", "2025")]
    [InlineData("2.0250e3", "2025")]
    [InlineData("-3.0", "-3")]
    [InlineData("2025", "2025")]
    [InlineData("2020", "2020")]
    [InlineData("2025.5", "2025.5")]
    [InlineData("2025.10", "2025.10")]
    public void Whole_ANumber_LosesOnlyTheZerosBehindItsPoint(string number, string whole) =>
        Assert.Equal(whole, JsonNumber.Whole(number));

    [Theory]
    [InlineData("2025.0", 200)]
    [InlineData("2.025e3", 200)]
    [InlineData("2025.5", 400)]
    [InlineData("\"2025.0\"", 400)]
    public async Task Calculation_OfAYearThatIsWhole_IsComputed(string year, int status)
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", $$"""
            { "scheme": "tangwan-four-tier", "year": {{year}}, "parameters": { "day_wage": 80.00 }, "inputs": { "income": 100000.00 },
              "households": [ { "id": "1", "holdings": { "land": 25 } }, { "id": "2", "holdings": { "land": 0.5 } } ] }
            """);
        Assert.True(answer.Status == status, answer.Text);
    }

    [Fact]
    public async Task Calculation_OfNumbersWithExponents_IsThatOfTheirDecimals()
    {
        const string body = """
            { "scheme": "tangwan-four-tier", "year": 2025, "parameters": { "day_wage": 80.00 }, "inputs": { "income": 100000.00 },
              "households": [ { "id": "1", "holdings": { "land": 25 } }, { "id": "2", "holdings": { "land": 0.5 } } ] }
            """;
        var plain = await fixture.Service.PostAsync("/v1/calculations", body);
        var written = await fixture.Service.PostAsync("/v1/calculations", body.Replace("100000.00", "1e5", StringComparison.Ordinal)
            .Replace("80.00", "8E1", StringComparison.Ordinal).Replace(": 25 ", ": 2.5e1 ", StringComparison.Ordinal)
            .Replace("0.5 ", "5e-1 ", StringComparison.Ordinal));
        Assert.Equal(200, plain.Status);
        Assert.Equal((plain.Status, plain.Text), (written.Status, written.Text));
    }

    [Theory]
    [InlineData("""{ "name": 4521, "legalForm": "rural_collective" }""", "wrong_type", "name", "got a number")]
    [InlineData("""{ "name": "\u200b", "legalForm": "rural_collective" }""", "invalid_value", "name", "no character of it can be seen")]
    [InlineData("""{ "name": "\u2060\u00ad\u3164", "legalForm": "rural_collective" }""", "invalid_value", "name", "no character")]
    public async Task Organization_WrittenWrongly_IsToldWhat(string body, string code, string field, string words) =>
        Expect(await fixture.Service.SendAsync(HttpMethod.Put, "/v1/organizations/unseen", body), code, field, words);

    [Theory]
    [InlineData("""{ "name": " " }""", "missing_field", "name", "nothing but blanks")]
    [InlineData("""{ "name": "\t" }""", "missing_field", "name", "nothing but blanks")]
    [InlineData("""{ "name": "\u200b" }""", "invalid_value", "name", "no character of it can be seen")]
    [InlineData("""{ "account": { "number": " " } }""", "missing_field", "account.number", "nothing but blanks")]
    [InlineData("""{ "tags": ["\u200b"] }""", "invalid_value", "tags", "a tag is")]
    [InlineData("""{ "validFrom": "1800-01-01" }""", "invalid_value", "validFrom", "a date of the years 1900 to 2999 is wanted")]
    [InlineData("""{ "validFrom": "2025-2-1" }""", "invalid_value", "validFrom", "a date is written 2025-12-31")]
    public async Task Household_WrittenWrongly_IsToldWhat(string body, string code, string field, string words)
    {
        var village = await fixture.Service.SendAsync(
            HttpMethod.Put, "/v1/organizations/seen", """{ "name": "某村", "legalForm": "rural_collective" }""");
        Assert.True(village.Status is 200 or 201, village.Text);
        Expect(await fixture.Service.SendAsync(HttpMethod.Put, "/v1/organizations/seen/households/1", body), code, field, words);
    }

    private static void Expect(Answer answer, string code, string field, string words)
    {
        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Errors, error => error.Code == code && error.Field.StartsWith(field, StringComparison.Ordinal));
        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
    }
}
