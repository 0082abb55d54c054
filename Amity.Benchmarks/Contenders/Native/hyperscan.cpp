// Hyperscan behind three functions. Built by the ratios command; needs libhyperscan-dev.
#include <hs/hs.h>

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Set {
    hs_database_t* database = nullptr;
    hs_scratch_t* scratch = nullptr;
};

// Everything that could mean something in an expression is written as its code.
std::string escaped(const char* text, int length) {
    std::string out;
    for (int i = 0; i < length; i++) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80 && !std::isalnum(byte)) {
            char code[8];
            std::snprintf(code, sizeof code, "\\x%02x", byte);
            out += code;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool is_word(char byte) { return byte == '_' || std::isalnum(static_cast<unsigned char>(byte)); }

int stop(unsigned int, unsigned long long, unsigned long long, unsigned int, void* found) {
    *static_cast<int*>(found) = 1;
    return 1;
}

}  // namespace

extern "C" {

// Words of UTF-8 one behind the other; null when Hyperscan refuses them.
Set* build(const char* words, const std::int32_t* lengths, const std::int32_t* whole, std::int32_t count) {
    std::vector<std::string> patterns;
    std::vector<const char*> expressions;
    std::vector<unsigned> flags, ids;
    for (int i = 0; i < count; i++) {
        const auto word = escaped(words, lengths[i]);
        // Its boundaries know ASCII only (it refuses them with HS_FLAG_UCP), so they stand only where they make sense.
        const auto before = whole[i] && is_word(words[0]) ? "\\b" : "", after = whole[i] && is_word(words[lengths[i] - 1]) ? "\\b" : "";
        patterns.push_back(before + word + after);
        flags.push_back(HS_FLAG_CASELESS | HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH);
        ids.push_back(i);
        words += lengths[i];
    }
    for (const auto& pattern : patterns) expressions.push_back(pattern.c_str());

    Set set;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(expressions.data(), flags.data(), ids.data(), count, HS_MODE_BLOCK, nullptr, &set.database, &error) != HS_SUCCESS) {
        std::fprintf(stderr, "hyperscan: %s\n", error ? error->message : "out of memory");
        hs_free_compile_error(error);
        return nullptr;
    }
    hs_alloc_scratch(set.database, &set.scratch);
    return new Set(set);
}

// Whether any word is in the text; the scan ends at the first.
std::int32_t find(Set* set, const char* text, std::int32_t length) {
    int found = 0;
    hs_scan(set->database, text, length, 0, set->scratch, stop, &found);
    return found;
}

void release(Set* set) {
    hs_free_scratch(set->scratch);
    hs_free_database(set->database);
    delete set;
}
}
