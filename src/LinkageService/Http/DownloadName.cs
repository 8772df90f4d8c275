namespace LinkageService.Http;

/// <summary>Under which name a file is kept.</summary>
/// <param name="Ascii">In ASCII, with its ending: what every browser and shell takes.</param>
/// <param name="Title">What people call it, without its ending; null where that is what they call it.</param>
internal sealed record DownloadName(string Ascii, string? Title)
{
    // What Windows takes in no name.
    private const string Forbidden = "\\/:*?\"<>|";

    /// <summary>Under which name people keep it: 塘湾村2025年分红发放表.pdf.</summary>
    public string Shown => Title is null ? Ascii : string.Concat(Title.Select(letter =>
        char.IsControl(letter) || Forbidden.Contains(letter) ? '_' : letter)) + Path.GetExtension(Ascii);

    /// <summary>The header that says so: in ASCII for old browsers, and as it is called (RFC 6266).</summary>
    /// <param name="isAttachment">Whether it is to be kept, not shown.</param>
    public string Disposition(bool isAttachment = true)
    {
        var disposition = $"{(isAttachment ? "attachment" : "inline")}; filename=\"{Ascii}\"";
        return Title is null ? disposition : $"{disposition}; filename*=UTF-8''{Uri.EscapeDataString(Shown)}";
    }
}
