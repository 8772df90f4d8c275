using System.Globalization;
using LinkageService.Engine.Proofs;
using LinkageService.Features.Statements;
using QRCoder;

namespace LinkageService.Features.Exports.Print;

/// <summary>What papers carry so that anybody can check them: the code for eyes, and one QR code that leads to <c>/verify</c>.</summary>
internal sealed class PaperProof
{
    // Wide enough a square for a phone that costs little.
    private const double SquareMillimetres = 0.38;

    // What a code of 109 squares a side holds in capitals and digits (version 23, correction M): the largest on a slip.
    private const int MaxCharacters = 1_248;
    private const int PixelsPerSquare = 4;
    private const int CaptionMillimetres = 6;

    private readonly RunProofs _proofs;
    private readonly string _before;

    private PaperProof(RunProofs proofs, Uri? address)
    {
        _proofs = proofs;
        _before = address is null ? "LK1:" : $"{address.Scheme}://{address.IdnHost}{Port(address)}/V/".ToUpperInvariant();
        Code = string.Join(' ', proofs.Tree.Root.Code().Chunk(4).Select(part => new string(part)));
    }

    /// <summary>The root's twenty digits, in groups of four.</summary>
    public string Code { get; }

    /// <summary>Makes the proofs of a run ready.</summary>
    /// <returns>Null for a draft, and for a run that was handed in before there were proofs.</returns>
    /// <exception cref="Errors.RefusedException"><c>run_damaged</c>.</exception>
    public static async Task<PaperProof?> OfAsync(ExportSource source, CancellationToken cancellation) =>
        await source.Proofs.OfAsync(source.Session, source.Sheet.Row, cancellation) is { } proofs
            ? new PaperProof(proofs, source.VerifyAddress)
            : null;

    /// <summary>The code of a notice: the run, its root and totals.</summary>
    public ProofCode OfNotice() => Draw(ProofPack.Pack(_proofs.Tree.Run, _proofs.Tree.Root));

    /// <summary>The code of a slip, with what the slip says where there is room, else with its hash.</summary>
    /// <returns>Null where the household is none of the run.</returns>
    public ProofCode? Of(string household) => _proofs.Of(household) is not { } proof ? null
        : ProofPack.Pack(proof, _proofs.StatementOf(household)) is var whole && _before.Length + whole.Length <= MaxCharacters ? Draw(whole)
        : Draw(ProofPack.Pack(proof, statement: null));

    /// <summary>Writes a code with what is said below it.</summary>
    public static void Write(HtmlWriter html, ExportWords words, ProofCode code, string caption)
    {
        var width = string.Create(CultureInfo.InvariantCulture, $"{code.Millimetres:0.0}mm");
        html.Write($"<div class=\"qr\"><img alt=\"{words.T("二维码", "QR code")}\" style=\"width:{width};height:{width}\" ");
        html.Write($"src=\"data:image/png;base64,{Convert.ToBase64String(code.Png)}\"><div>{caption}</div></div>");
    }

    // Capital letters and digits only: the mode in which a code holds half as much again.
    private ProofCode Draw(string packed)
    {
        using var data = QRCodeGenerator.GenerateQrCode(_before + packed, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return new ProofCode(png.GetGraphic(PixelsPerSquare), data.ModuleMatrix.Count * SquareMillimetres);
    }

    private static string Port(Uri address) =>
        address.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{address.Port}");

    /// <summary>A code as it is printed.</summary>
    /// <param name="Png">The picture, with the white around it.</param>
    /// <param name="Millimetres">On each side, with the white.</param>
    public sealed record ProofCode(byte[] Png, double Millimetres)
    {
        /// <summary>With what stands below it.</summary>
        public double Height => Millimetres + CaptionMillimetres;
    }
}
