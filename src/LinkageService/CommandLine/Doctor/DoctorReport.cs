using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.CommandLine.Doctor;

/// <summary>What the command finds, a line each: good, worth a look, or in the way of the service; the last two with the cure.</summary>
internal sealed class DoctorReport
{
    private readonly List<(Finding Kind, LocalizedText What, LocalizedText? Cure)> _lines = [];

    private enum Finding
    {
        Good,
        Note,
        Bad,
    }

    /// <summary>Whether something is in the way of the service.</summary>
    public bool IsBad => _lines.Exists(line => line.Kind == Finding.Bad);

    /// <summary>As it is wanted.</summary>
    public void Good(string zh, string en) => _lines.Add((Finding.Good, new LocalizedText(zh, en), Cure: null));

    /// <summary>The service works, and this is worth a look.</summary>
    public void Note(LocalizedText what, LocalizedText cure) => _lines.Add((Finding.Note, what, cure));

    /// <summary>The service does not start, or does not do what it should.</summary>
    public void Bad(LocalizedText what, LocalizedText cure) => _lines.Add((Finding.Bad, what, cure));

    /// <summary>All lines, and how many of them want something.</summary>
    public string TextOf(Language language)
    {
        var text = new StringBuilder();
        foreach (var (kind, what, cure) in _lines)
        {
            text.Append(language.Of(Mark(kind))).Append("  ").Append(language.Of(what)).Append('\n');
            if (cure is not null)
            {
                text.Append(language.Of("      怎么办：", "      cure: ")).Append(language.Of(cure)).Append('\n');
            }
        }

        var (bad, notes) = (_lines.Count(line => line.Kind == Finding.Bad), _lines.Count(line => line.Kind == Finding.Note));
        return text.Append(bad + notes == 0
            ? language.Of("没有发现问题", "nothing is wrong")
            : language.Of($"{bad} 处要处理，{notes} 处请留意", $"{bad} to be mended, {notes} worth a look")).Append('\n').ToString();
    }

    private static LocalizedText Mark(Finding kind) => kind switch
    {
        Finding.Good => new LocalizedText("正常", "good"),
        Finding.Note => new LocalizedText("留意", "note"),
        Finding.Bad => new LocalizedText("不行", "BAD "),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of finding"),
    };
}
