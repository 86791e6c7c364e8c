print("Executing tool.py as", __name__)


def main():
    print("main() of", __name__)


if __name__ == "__main__":
    main()
