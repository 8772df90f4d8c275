using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Calculations;

/// <summary>Reads the header of a gRPC calculation as the request every transport makes.</summary>
internal static class ProtoRequests
{
    /// <summary>The request of a header.</summary>
    /// <param name="header">Null when the message has none.</param>
    /// <param name="households">The roster; null when it is not in the message.</param>
    /// <param name="explain">Whether every line is explained.</param>
    /// <param name="maxSchemeBytes">Bytes of a scheme document.</param>
    public static CalculateDistributionRequest Read(
        Proto.CalculationHeader? header, IHouseholdSource? households, bool explain, int maxSchemeBytes)
    {
        header ??= new Proto.CalculationHeader();
        var problems = new List<Problem>();
        var (inputs, forms) = Inputs(header, problems);
        var document = header.SourceCase == Proto.CalculationHeader.SourceOneofCase.Document
            ? Document(header.Document, maxSchemeBytes, problems)
            : null;
        return new CalculateDistributionRequest
        {
            Scheme = header.SourceCase == Proto.CalculationHeader.SourceOneofCase.Scheme ? header.Scheme : null,
            Document = document,
            Year = header.Year == 0 ? null : header.Year.ToString(CultureInfo.InvariantCulture),
            Parameters = header.Parameters,
            Inputs = inputs,
            InputForm = forms,
            Households = households,
            Explain = explain,
            FormProblems = problems,
        };
    }

    private static DocumentNode? Document(string text, int maxBytes, List<Problem> problems)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length > maxBytes)
        {
            problems.Add(Errors.RequestFailures.SchemeTooLarge(maxBytes).Problems[0] with { Field = "document" });
            return null;
        }

        var document = SchemeFile.Read(utf8, SchemeFile.LooksLikeJson(text), out var malformed);
        problems.AddRange(malformed.Select(problem => problem with { Field = "document" }));
        return document;
    }

    private static (Dictionary<string, string> Inputs, Dictionary<string, InputForm> Forms) Inputs(
        Proto.CalculationHeader header, List<Problem> problems)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var forms = new Dictionary<string, InputForm>(StringComparer.Ordinal);
        foreach (var (name, value) in header.Inputs)
        {
            switch (value.ValueCase)
            {
                case Proto.InputValue.ValueOneofCase.AmountFen:
                    (inputs[name], forms[name]) = (new Money(value.AmountFen).ToString(), InputForm.Money);
                    break;
                case Proto.InputValue.ValueOneofCase.Count:
                    (inputs[name], forms[name]) = (value.Count.ToString(CultureInfo.InvariantCulture), InputForm.Count);
                    break;
                case Proto.InputValue.ValueOneofCase.Figure:
                    (inputs[name], forms[name]) = (value.Figure, InputForm.Figure);
                    break;
                default:
                    problems.Add(new Problem(ProblemCodes.MissingField, "inputs." + NumberProblems.Shorten(name), new LocalizedText(
                        "缺少 amount_fen、count 或 figure", "amount_fen, count or figure is missing")));
                    break;
            }
        }

        return (inputs, forms);
    }
}
