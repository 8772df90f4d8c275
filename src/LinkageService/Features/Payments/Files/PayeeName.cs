using LinkageService.Features.Households;

namespace LinkageService.Features.Payments.Files;

/// <summary>A payee's name as banks compare it.</summary>
internal static class PayeeName
{
    /// <summary>
    /// The name without layout: spaces beside Chinese characters go, also wide ones; wide brackets become ordinary ones, and go at
    /// either end where they hold nothing.
    /// </summary>
    public static string Plain(string name)
    {
        var text = WrittenText.Words(name).Replace('（', '(').Replace('）', ')');
        string before;
        do
        {
            before = text;
            text = text.EndsWith("()", StringComparison.Ordinal) ? text[..^2] : text;
            text = text.EndsWith('(') ? text[..^1] : text;
            text = text.StartsWith(')') ? text[1..] : text;
            text = text.Trim();
        }
        while (text.Length < before.Length);

        return text;
    }
}
