using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Amity.Core.Matching;

namespace Amity.Benchmarks.Matching;

/// <summary>
/// Hyperscan or RE2::Set in this process, behind a few lines of C++ that are compiled when the comparison runs. They want UTF-8, so each
/// search begins with the framework's own (vectorised) conversion of the text: all contenders start at a .NET string.
/// </summary>
internal sealed class NativeMatcher : IDisposable
{
    private readonly FindIn find;
    private readonly nint set;
    private readonly Action<nint> release;
    private byte[] utf8 = new byte[1024];

    private NativeMatcher(nint set, FindIn find, Action<nint> release) => (this.set, this.find, this.release) = (set, find, release);

    private delegate int FindIn(nint set, ref byte text, int length);

    /// <summary>A library of ours, built of its source in this folder; the reason when it cannot be.</summary>
    public static string? Build(string name, string library, string folder)
    {
        var source = Path.Combine(folder, $"{name}.cpp");
        using (var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"native/{name}.cpp")!)
        using (var file = File.Create(source))
        {
            resource.CopyTo(file);
        }

        var target = Path.Combine(folder, $"amity-{name}.so");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("g++", ["-O2", "-shared", "-fPIC", "-std=c++17", "-o", target, source, $"-l{library}"]) { RedirectStandardError = true })!;
            var complaints = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                return complaints.Split('\n')[0];
            }

            Load(name, target);
            return null;
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or DllNotFoundException)
        {
            return missing.Message;
        }
    }

    public static NativeMatcher? Hyperscan(MatchRule[] rules) =>
        Of(rules, HyperscanLibrary.Build, HyperscanLibrary.Find, HyperscanLibrary.Release);

    public static NativeMatcher? Re2(MatchRule[] rules) =>
        Of(rules, Re2Library.Build, Re2Library.Find, Re2Library.Release);

    public bool IsHit(string text)
    {
        if (utf8.Length < text.Length * 3)
        {
            utf8 = new byte[text.Length * 3];
        }

        var length = Encoding.UTF8.GetBytes(text, utf8);
        return find(set, ref utf8[0], length) switch
        {
            0 => false,
            1 => true,
            _ => throw new InvalidOperationException("The automaton did not fit into its memory."),
        };
    }

    public void Dispose() => release(set);

    private static NativeMatcher? Of(MatchRule[] rules, Func<byte[], int[], int[], int, nint> build, FindIn find, Action<nint> release)
    {
        var words = rules.Select(rule => Encoding.UTF8.GetBytes(rule.Text)).ToArray();
        var set = build([.. words.SelectMany(word => word)], [.. words.Select(word => word.Length)], [.. rules.Select(rule => rule.IsWholeWord ? 1 : 0)], rules.Length);
        return set == 0 ? null : new NativeMatcher(set, find, release);
    }

    private static void Load(string name, string file)
    {
        Libraries[$"amity-{name}"] = NativeLibrary.Load(file);
        if (Libraries.Count == 1)
        {
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), static (library, _, _) => Libraries.GetValueOrDefault(library));
        }
    }

    private static readonly Dictionary<string, nint> Libraries = [];

    private static class HyperscanLibrary
    {
        [DllImport("amity-hyperscan", EntryPoint = "build")]
        public static extern nint Build(byte[] words, int[] lengths, int[] whole, int count);

        [DllImport("amity-hyperscan", EntryPoint = "find")]
        public static extern int Find(nint set, ref byte text, int length);

        [DllImport("amity-hyperscan", EntryPoint = "release")]
        public static extern void Release(nint set);
    }

    private static class Re2Library
    {
        [DllImport("amity-re2set", EntryPoint = "build")]
        public static extern nint Build(byte[] words, int[] lengths, int[] whole, int count);

        [DllImport("amity-re2set", EntryPoint = "find")]
        public static extern int Find(nint set, ref byte text, int length);

        [DllImport("amity-re2set", EntryPoint = "release")]
        public static extern void Release(nint set);
    }
}
