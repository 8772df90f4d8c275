using System.Buffers;
using System.Text;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Rosters;

/// <summary>What may be a household id: 1 to 64 characters, no control characters, no space at either end.</summary>
public static class HouseholdIds
{
    /// <summary>What is wrong with the id, or null.</summary>
    public static LocalizedText? Fault(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return new LocalizedText("户编号是空的", "the household id is empty");
        }

        if (utf8.Length <= RosterBuilder.MaxIdCharacters && !utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return null;
        }

        var characters = 0;
        var rest = utf8;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != OperationStatus.Done)
            {
                return new LocalizedText("户编号不是有效的 Unicode 文本", "the household id is not valid Unicode");
            }

            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                return new LocalizedText("户编号含有控制字符", "the household id has a control character");
            }

            var atEnd = characters == 0 || length == rest.Length;
            if (atEnd && Rune.IsWhiteSpace(rune))
            {
                return new LocalizedText("户编号首尾有空格", "the household id starts or ends with a space");
            }

            rest = rest[length..];
            characters++;
        }

        return characters <= RosterBuilder.MaxIdCharacters
            ? null
            : new LocalizedText($"户编号有 {characters} 个字符，最多 {RosterBuilder.MaxIdCharacters} 个",
                $"the household id has {characters} characters, at most {RosterBuilder.MaxIdCharacters}");
    }
}
