using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;

namespace Amity.Modules.Moderation;

/// <summary>Judges the texts of one request.</summary>
/// <param name="caller">Their author.</param>
/// <param name="settings">Those of the network as they are now.</param>
/// <param name="finder">Null when no list refuses what this author writes.</param>
/// <param name="counts">Whether repetitions count.</param>
internal sealed class TextJudge(Caller caller, ModerationSettings settings, TextFinder? finder, bool counts) : ITextJudge
{
    private readonly List<string> said = [];

    public void Read(string? text)
    {
        finder?.Read(text);
        if (counts && text is not null)
        {
            said.Add(text);
        }
    }

    public void ReadLink(string? address) => finder?.Read(address);

    public void ReadWords(string? text) => finder?.ReadWords(text);

    public Func<IWrite, Task>? Admission() => counts && SaidText.HashOf(said) is { } hash
        ? tx => SaidTexts.Add(tx, settings, caller.UserId, hash)
        : null;

    public Func<Task>? ConsequenceOf(ErrorKind refusal)
    {
        var (timeout, reason) = refusal switch
        {
            ErrorKind.BlockedWord => (settings.BlacklistMuteTimeout, MuteReason.BlockedWord),
            ErrorKind.LinkNotAllowed => (settings.WhitelistMuteTimeout, MuteReason.Link),
            ErrorKind.MaxRepetition => (settings.MaxRepetitionMuteTimeout, MuteReason.Repetition),
            _ => (0, ""),
        };
        return timeout > 0 && !caller.Has(Mutes.Exemption) ? () => Mutes.Store(caller.Network.Database, caller.UserId, reason, timeout) : null;
    }
}
